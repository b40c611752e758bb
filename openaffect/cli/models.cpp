// `openaffect models …`: weights that others made, known by source and hash, and the way out for our own.
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/cli/verbs.h"

namespace openaffect {
namespace {

constexpr SubVerb kModelVerbs[] = {
    {"", "list the known models", run_models_list},
    {"show", "a model's source, licence and files", run_models_show},
    {"fetch", "bring a model here", run_models_fetch},
    {"export", "make a folder for transformers of a model that was trained here", run_models_export},
};

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_models(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  return openaffect::run_sub_verb("models", openaffect::kModelVerbs, arguments, terminal);
}
