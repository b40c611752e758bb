// What a format could not say, gathered while a set is read and written, for the person who converts it.
#pragma once

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace openaffect {

class Notes {
 public:
  // A sentence without its full stop: "attachments are not copied". Said once.
  void add(std::string note) {
    if (said_.insert(note).second) all_.push_back(std::move(note));
  }
  const std::vector<std::string>& all() const { return all_; }

 private:
  std::vector<std::string> all_;
  std::unordered_set<std::string> said_;
};

}  // namespace openaffect
