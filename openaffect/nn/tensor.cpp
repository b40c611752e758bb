#include "openaffect/nn/tensor.h"

#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <dlfcn.h>
#include <torch/csrc/autograd/autograd.h>

#include <optional>
#include <string_view>

namespace openaffect::nn {
namespace {

using ScalarList = c10::List<std::optional<at::Scalar>>;
using LinearPointwise = Tensor(const Tensor&, const Tensor&, const std::optional<Tensor>&, std::string_view, ScalarList,
                               std::optional<std::string_view>);
using Int8Pointwise = Tensor(Tensor, double, std::int64_t, Tensor, Tensor, Tensor, std::optional<Tensor>, double,
                             std::int64_t, std::optional<c10::ScalarType>, std::string_view, ScalarList,
                             std::string_view);

// Tells oneDNN's packing what to expect; any number of rows may come.
constexpr std::int64_t kUsualRows = 256;

// oneDNN's operators have no functions in the headers; the dispatcher knows them by name.
template <class Signature>
c10::TypedOperatorHandle<Signature> operator_named(const char* name) {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

Tensor reorder(const Tensor& weight) {
  using Reorder = Tensor(const Tensor&, std::optional<std::int64_t>);
  static const auto reorder_weight = operator_named<Reorder>("mkldnn::_reorder_linear_weight");
  return reorder_weight.call(weight, std::nullopt);
}

Tensor float_product(const Tensor& x, const PackedWeights& weights, const std::optional<Tensor>& bias,
                     const char* function, const char* algorithm) {
  static const auto linear = operator_named<LinearPointwise>("mkldnn::_linear_pointwise");
  return linear.call(x, weights.packed, bias, function, ScalarList(), algorithm);
}

// (x - 128) W^T in float32, which holds whole numbers to 2^24: the sums that int8 units give. Rows of up to 1,032
// numbers always fit; a longer one can only miss by rounding where its sum, or a part of it, is beyond that.
Tensor whole_number_product(const Tensor& x, const PackedWeights& weights) {
  return float_product(x.to(at::kFloat).sub_(128), weights, std::nullopt, "none", "");
}

}  // namespace

OneThread::OneThread() {
  thread_local const bool once = [] {
    at::set_num_threads(1);
    return true;
  }();
  static_cast<void>(once);
}

Tensor empty_floats(std::size_t rows, std::size_t columns) {
  return at::empty({static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns)}, at::kFloat);
}

PackedWeights pack_float32(const Tensor& weight) {
  return {reorder(weight), {}, {}};
}

PackedWeights pack_bfloat16(const Tensor& weight) {
  return {reorder(weight.to(at::kBFloat16)), {}, {}};
}

PackedWeights pack_int8(const Tensor& weight, const Tensor& column_scale, bool by_units) {
  if (!by_units) return {reorder(weight.to(at::kFloat)), column_scale, {}};
  using Prepack = Tensor(Tensor, std::optional<c10::List<std::int64_t>>);
  static const auto prepack = operator_named<Prepack>("onednn::qlinear_prepack");
  return {prepack.call(weight, c10::List<std::int64_t>({kUsualRows, weight.size(1)})), column_scale,
          at::zeros({weight.size(0)}, at::kLong)};
}

Tensor product(const Tensor& x, const PackedWeights& weights, const Tensor& bias, const char* function,
               const char* algorithm) {
  return float_product(x, weights, bias, function, algorithm);
}

Tensor int8_product(const Tensor& x, const PackedWeights& weights) {
  if (!weights.column_zero.defined()) return whole_number_product(x, weights).mul_(weights.column_scale);
  static const auto linear = operator_named<Int8Pointwise>("onednn::qlinear_pointwise");
  return linear.call(x, 1.0, 128, weights.packed, weights.column_scale, weights.column_zero, std::nullopt, 1.0, 0,
                     at::kFloat, "none", ScalarList(), "");
}

Tensor gradient(const Tensor& of, const Tensor& at) {
  return torch::autograd::grad({of}, {at})[0];
}

void backward(const Tensor& of) {
  torch::autograd::backward({of}, {});
}

// Every processor with AMX has AVX-512 with VNNI, too.
bool has_int8() {
#ifdef __x86_64__
  return __builtin_cpu_supports("avx512vnni") != 0;
#else
  return false;
#endif
}

bool has_bfloat16() {
#ifdef __x86_64__
  return __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0;
#else
  return false;
#endif
}

Result<Done> open_cuda() {
  // Registers its kernels with the dispatcher when it is loaded.
  static const bool loaded = ::dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) != nullptr;
  if (!loaded)
    return Error{ErrorKind::unsupported,
                 "--device cuda needs the CUDA part of libtorch, which is not here: install the torch wheel with its "
                 "dependencies, or take --device cpu"};
  if (!at::hasCUDA()) return Error{ErrorKind::unsupported, "--device cuda: this machine has no NVIDIA device"};
  return Done{};
}

}  // namespace openaffect::nn
