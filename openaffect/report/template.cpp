// The built page as bytes of this library. The assembler reads the file: as C++ literals it would take the compiler
// seconds and, in one piece, be longer than compilers must accept. OA_REPORT_PAGE is the path (CMakeLists.txt).
#include "openaffect/report/page.h"

asm(".pushsection .rodata\n"
    "oa_report_page_begin:\n"
    ".incbin \"" OA_REPORT_PAGE
    "\"\n"
    "oa_report_page_end:\n"
    ".popsection\n");

extern "C" {
[[gnu::visibility("hidden")]] extern const char oa_report_page_begin[];
[[gnu::visibility("hidden")]] extern const char oa_report_page_end[];
}

namespace openaffect {

std::string_view report_template() {
  return {oa_report_page_begin, static_cast<std::size_t>(oa_report_page_end - oa_report_page_begin)};
}

}  // namespace openaffect
