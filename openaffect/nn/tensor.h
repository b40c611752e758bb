// The only door to libtorch: nobody else includes its headers, so what we use of it can be read here. Products go to
// oneDNN through its dispatcher; everything between products is ours (layer_norm.h, attention.h, activations.h).
// Tensors are row-major, [row, feature].
#pragma once

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <cstddef>

#include "openaffect/core/error.h"

namespace openaffect::nn {

using Tensor = at::Tensor;

// A product runs on the calling thread alone, and nothing in it is recorded for gradients, as long as this lives.
// Many texts are rated by many threads, each with its own batch: that scales better than all threads on one batch.
class OneThread {
 public:
  OneThread();

 private:
  c10::InferenceMode inference_;
};

// [rows, columns] float32, not initialised.
Tensor empty_floats(std::size_t rows, std::size_t columns);

// Whether oneDNN has quick and exact kernels of these kinds for this processor. int8 runs everywhere (int8_product).
bool has_int8();
bool has_bfloat16();

// Weights in the order that oneDNN's kernels of this machine read best.
struct PackedWeights {
  Tensor packed;
  Tensor column_scale;  // int8 only: [out] float32
  Tensor column_zero;   // int8 by the processor's units only: [out] int64
};
PackedWeights pack_float32(const Tensor& weight);   // [out, in] float32
PackedWeights pack_bfloat16(const Tensor& weight);  // [out, in] float32
// [out, in] int8, [out] float32.
PackedWeights pack_int8(const Tensor& weight, const Tensor& column_scale, bool by_units = has_int8());

// x W^T + bias, then the function: "none", "relu" or "gelu" (of `algorithm` "none", that is erf, or "tanh").
// x is [rows, in] float32 or bfloat16, as the weights are; so is the answer [rows, out].
Tensor product(const Tensor& x, const PackedWeights& weights, const Tensor& bias, const char* function,
               const char* algorithm);

// (x - 128) W^T column_scale as float32 [rows, out]. x is [rows, in] uint8. Without units for int8 whole numbers are
// multiplied in float32: the same answer, at the speed of float32.
Tensor int8_product(const Tensor& x, const PackedWeights& weights);

// d of / d at, for a number `of` that was computed from `at` (which requires a gradient).
Tensor gradient(const Tensor& of, const Tensor& at);

// Adds d of / d leaf to the gradient of every tensor that requires one and that `of` was computed from.
void backward(const Tensor& of);

// What `--device cuda` is to libtorch. A test trains on a stand-in (stand_in_device.cpp).
#ifndef OA_ACCELERATOR
#define OA_ACCELERATOR at::kCUDA
#endif
inline constexpr at::DeviceType kAccelerator = OA_ACCELERATOR;

// Opens the part of libtorch that drives NVIDIA devices. Error `unsupported` when it, or a device, is not here.
Result<Done> open_cuda();

}  // namespace openaffect::nn
