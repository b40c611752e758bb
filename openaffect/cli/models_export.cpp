#include "openaffect/cli/command.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/raters/neural_library.h"

namespace openaffect {

int run_models_export(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::string folder, to, head;
  bool force = false;
  Command command("models export",
                  "Makes a Hugging Face folder of one head of a model that openaffect trained: transformers' "
                  "AutoModelForSequenceClassification gives the same logits. Temperature and thresholds stand in its "
                  "config.json; texts are not prepared there as they are here, which its README.md explains.",
                  {"openaffect models export mood_model hf_folder",
                   "openaffect models export share/openaffect/models/text text_ekman --head ekman7 --force"});
  command.options().add_option("FOLDER", folder, "a trained model: the folder with openaffect.json")->required();
  command.options().add_option("OUT_FOLDER", to, "the folder to make")->required();
  command.options().add_option("--head", head, "which head, where the model has several");
  command.options().add_flag("--force", force, "replace OUT_FOLDER when it is there");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  const auto door = open_neural_door();
  if (!door) return terminal.fail(door.error());
  const auto done = (*door)->export_head({folder, to, head, force ? Overwrite::replace : Overwrite::refuse});
  if (!done) return terminal.fail(done.error());
  terminal.print(to + "\n");
  return 0;
}

}  // namespace openaffect
