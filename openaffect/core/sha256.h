// SHA-256 whose state can be put away and taken up again: an interrupted job goes on hashing where it stopped.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256& other);
  Sha256(Sha256&& other) noexcept;
  Sha256& operator=(const Sha256& other);
  Sha256& operator=(Sha256&& other) noexcept;
  ~Sha256();

  void add(std::string_view bytes);
  std::string hex() const;  // of all bytes so far; adding may go on

  // An opaque ASCII text of the state, for restore() by the same version on any machine.
  std::string save() const;
  static Result<Sha256> restore(std::string_view saved);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);

}  // namespace openaffect
