#include "openaffect/nn/tensor_memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <vector>

namespace openaffect::nn {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kLeast = 256;
constexpr std::size_t kMostFree = std::size_t{4} << 30;  // what lies on the shelves; more goes back to the system
constexpr std::uint8_t kPriority = 255;  // libtorch takes an allocator of no lower priority than its own

// Sizes are rounded up to eight steps between powers of two: at most an eighth is lost.
std::size_t rounded(std::size_t bytes) {
  if (bytes <= kLeast) return kLeast;
  const std::size_t step = std::bit_floor(bytes - 1) / 8;
  return (bytes + step - 1) / step * step;
}

// Blocks that nobody uses, by size. A block's size stands in the line of cache before it.
class Shelves {
 public:
  void* take(std::size_t bytes) {
    const std::size_t size = rounded(bytes);
    {
      const std::scoped_lock lock(mutex_);
      if (auto& blocks = free_[size]; !blocks.empty()) {
        void* block = blocks.back();
        blocks.pop_back();
        bytes_ -= size;
        return block;
      }
    }
    const std::size_t whole = (size + kAlignment - 1) / kAlignment * kAlignment + kAlignment;
    auto* start = static_cast<std::byte*>(std::aligned_alloc(kAlignment, whole));
    if (!start) throw std::bad_alloc();
    *reinterpret_cast<std::size_t*>(start) = size;
    return start + kAlignment;
  }

  void give(void* block) {
    const std::size_t size = *reinterpret_cast<std::size_t*>(start_of(block));
    const std::scoped_lock lock(mutex_);
    if (bytes_ + size > kMostFree) return std::free(start_of(block));
    bytes_ += size;
    free_[size].push_back(block);
  }

  void clear() {
    const std::scoped_lock lock(mutex_);
    for (auto& [size, blocks] : free_)
      for (void* block : blocks) std::free(start_of(block));
    free_.clear();
    bytes_ = 0;
  }

 private:
  static std::byte* start_of(void* block) { return static_cast<std::byte*>(block) - kAlignment; }

  std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::map<std::size_t, std::vector<void*>> free_;
};

// Never destroyed: a tensor may outlive everything else.
Shelves& shelves() {
  static auto* one = new Shelves;
  return *one;
}

void give_back(void* block) {
  if (block) shelves().give(block);
}

class Pool : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    void* block = bytes ? shelves().take(bytes) : nullptr;
    return {block, block, &give_back, c10::Device(c10::DeviceType::CPU)};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }
  void copy_data(void* to, const void* from, std::size_t bytes) const override { default_copy_data(to, from, bytes); }
};

c10::Allocator* pool() {
  static auto* one = new Pool;
  return one;
}

}  // namespace

TensorMemory::TensorMemory() : before_(c10::GetCPUAllocator()) {
  c10::SetCPUAllocator(pool(), kPriority);
}

TensorMemory::~TensorMemory() {
  c10::SetCPUAllocator(static_cast<c10::Allocator*>(before_), kPriority);
  shelves().clear();
}

}  // namespace openaffect::nn
