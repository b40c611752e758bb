// A device for libtorch that is the CPU under another name (its PrivateUse1), for learn/device_test.cpp: tensors have
// to be moved to it and back as to a graphics card, and an operation on tensors of both throws, as CUDA's do.
#include <cstdlib>
#include <cstring>
#include <optional>

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <ATen/detail/PrivateUse1HooksInterface.h>
#include <ATen/native/CPUFallback.h>
#include <c10/core/Allocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include "openaffect/nn/tensor.h"

// Operations that look at memory in another shape and compute nothing; libtorch's own, of which no header speaks.
namespace at::native {
Tensor view(const Tensor& self, IntArrayRef sizes);
Tensor as_strided_tensorimpl(const Tensor& self, IntArrayRef sizes, IntArrayRef strides, std::optional<int64_t> offset);
}  // namespace at::native

namespace openaffect::nn {

Result<Done> open_cuda() {
  return Done{};
}

namespace {

using at::Tensor;

const c10::Device kDevice(kAccelerator, 0);

class Memory final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    void* memory = std::malloc(bytes > 0 ? bytes : 1);
    return {memory, memory, &std::free, kDevice};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &std::free; }
  void copy_data(void* to, const void* from, std::size_t bytes) const override { std::memcpy(to, from, bytes); }
};
Memory memory;
REGISTER_ALLOCATOR(kAccelerator, &memory);

c10::Stream one_stream() {
  return c10::Stream(c10::Stream::DEFAULT, kDevice);
}

// One stream, in which everything is done at once.
class Guard final : public c10::impl::DeviceGuardImplInterface {
 public:
  c10::DeviceType type() const override { return kAccelerator; }
  c10::Device exchangeDevice(c10::Device) const override { return kDevice; }
  c10::Device getDevice() const override { return kDevice; }
  void setDevice(c10::Device) const override {}
  void uncheckedSetDevice(c10::Device) const noexcept override {}
  c10::DeviceIndex deviceCount() const noexcept override { return 1; }
  c10::Stream getStream(c10::Device) const override { return one_stream(); }
  c10::Stream exchangeStream(c10::Stream) const override { return one_stream(); }
  bool isStreamCapturing(const c10::Stream&) const override { return false; }
  void record(void**, const c10::Stream&, c10::DeviceIndex, c10::EventFlag) const override {}
  void block(void*, const c10::Stream&) const override {}
  bool queryEvent(void*) const override { return true; }
  void destroyEvent(void*, c10::DeviceIndex) const noexcept override {}
  void recordDataPtrOnStream(const c10::DataPtr&, const c10::Stream&) const override {}
};
C10_REGISTER_GUARD_IMPL(PrivateUse1, Guard);

struct Hooks final : at::PrivateUse1HooksInterface {
  bool isBuilt() const override { return true; }
  bool isAvailable() const override { return true; }
  bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }
  bool isPinnedPtr(const void*) const override { return false; }
  const at::Generator& getDefaultGenerator(c10::DeviceIndex) const override {
    return at::globalContext().defaultGenerator(at::kCPU);
  }
};

Tensor empty(at::IntArrayRef sizes, std::optional<at::ScalarType> type, std::optional<at::Layout>,
             std::optional<at::Device>, std::optional<bool>, std::optional<at::MemoryFormat> format) {
  const c10::DispatchKeySet keys(c10::DispatchKey::PrivateUse1);
  return at::detail::empty_generic(sizes, &memory, keys, type.value_or(at::kFloat), format);
}

Tensor empty_strided(at::IntArrayRef sizes, at::IntArrayRef strides, std::optional<at::ScalarType> type,
                     std::optional<at::Layout>, std::optional<at::Device>, std::optional<bool>) {
  const c10::DispatchKeySet keys(c10::DispatchKey::PrivateUse1);
  return at::detail::empty_strided_generic(sizes, strides, &memory, keys, type.value_or(at::kFloat));
}

Tensor as_cpu(const Tensor& tensor) {
  if (tensor.is_cpu()) return tensor;
  return at::from_blob(tensor.data_ptr(), tensor.sizes(), tensor.strides(), at::dtype(tensor.scalar_type()));
}

Tensor copy_from(const Tensor& from, const Tensor& to, bool) {
  const at::NoGradGuard no_gradient;
  as_cpu(to).copy_(as_cpu(from));
  return to;
}

Tensor copy_from_and_resize(const Tensor& from, const Tensor& to) {
  if (to.sizes() != from.sizes()) to.resize_(from.sizes());
  return copy_from(from, to, false);
}

at::Scalar local_scalar(const Tensor& tensor) {
  return as_cpu(tensor).item();
}

const Tensor& resize(const Tensor& self, at::IntArrayRef sizes, std::optional<at::MemoryFormat>) {
  const Tensor fresh = at::empty(sizes, self.options());
  self.unsafeGetTensorImpl()->set_storage_keep_dtype(fresh.storage());
  self.unsafeGetTensorImpl()->set_sizes_and_strides(fresh.sizes(), fresh.strides());
  return self;
}

// CUDA's rule: a tensor of one number may lie on the CPU, no other.
void check_place(const Tensor& tensor, const c10::OperatorHandle& operation) {
  TORCH_CHECK(!tensor.defined() || !tensor.is_cpu() || tensor.dim() == 0, "tensors of two devices in ",
              operation.schema().name());
}

void compute(const c10::OperatorHandle& operation, torch::jit::Stack* stack) {
  for (const c10::IValue& value : torch::jit::last(*stack, operation.schema().arguments().size())) {
    if (value.isTensor()) check_place(value.toTensor(), operation);
    if (value.isTensorList())
      for (const Tensor& tensor : value.toTensorVector()) check_place(tensor, operation);
  }
  at::native::cpu_fallback(operation, stack);
}

[[maybe_unused]] const bool registered = [] {
  c10::register_privateuse1_backend("stand_in");
  at::RegisterPrivateUse1HooksInterface(new Hooks);  // libtorch keeps it
  return true;
}();

TORCH_LIBRARY_IMPL(_, PrivateUse1, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&compute>());
}

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library) {
  library.impl("empty.memory_format", empty);
  library.impl("empty_strided", empty_strided);
  library.impl("_copy_from", copy_from);
  library.impl("_copy_from_and_resize", copy_from_and_resize);
  library.impl("_local_scalar_dense", local_scalar);
  library.impl("resize_", resize);
  library.impl("view", at::native::view);
  library.impl("as_strided", at::native::as_strided_tensorimpl);
}

}  // namespace
}  // namespace openaffect::nn
