// Options described once: flags, JSON, help and Python keywords are visitors over the same list (style.md, 5).
#pragma once

#include <string_view>
#include <type_traits>

namespace openaffect {

// Calls visit(name, value&, help) for every described field of `options`, which has
//   static void describe(auto&& field) { field("bands", &Options::bands, "mel bands per frame, 1..256"); }
template <class Options, class Visit>
void visit_options(Options& options, Visit&& visit) {
  std::remove_const_t<Options>::describe(
      [&](std::string_view name, auto member, std::string_view help) { visit(name, options.*member, help); });
}

}  // namespace openaffect
