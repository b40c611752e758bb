// Where things lie on this machine: what was installed with the program, and what the user put into the XDG folders.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

// Folders that may hold share files, best first: $OPENAFFECT_SHARE; ../share/openaffect beside the program's and beside
// this library's folder; $XDG_DATA_HOME/openaffect (default ~/.local/share); each of $XDG_DATA_DIRS with /openaffect.
std::vector<std::string> share_folders();

// The first of them that has `relative` ("lexicons/vader/vader_lexicon.txt").
std::optional<std::string> find_share_file(std::string_view relative);

// $XDG_CACHE_HOME/openaffect, by default ~/.cache/openaffect; nullopt without a home.
std::optional<std::string> cache_folder();

}  // namespace openaffect
