// What a format could not say, gathered while a set is read and written, for the person who converts it.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace openaffect {

class Notes {
 public:
  // A sentence without its full stop: "attachments are not copied". Said once.
  void add(std::string note) {
    if (std::find(all_.begin(), all_.end(), note) == all_.end()) all_.push_back(std::move(note));
  }
  const std::vector<std::string>& all() const { return all_; }

 private:
  std::vector<std::string> all_;
};

}  // namespace openaffect
