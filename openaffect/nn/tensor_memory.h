// Memory of tensors that is kept for the next ones. A training step makes and drops some thousand tensors of the same
// few sizes; the system's allocator spends a sixth of the time on them.
#pragma once

namespace openaffect::nn {

// As long as one of these lives, tensors on the CPU take memory from a pool and give it back to it. The pool keeps up
// to 4 GiB that nobody uses, and returns it to the system at the end; tensors that outlive it stay valid. One at a
// time: libtorch has one allocator for the process.
class TensorMemory {
 public:
  TensorMemory();
  ~TensorMemory();
  TensorMemory(const TensorMemory&) = delete;
  TensorMemory& operator=(const TensorMemory&) = delete;

 private:
  void* before_;
};

}  // namespace openaffect::nn
