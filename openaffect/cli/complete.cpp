#include <fmt/format.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/completion.h"
#include "openaffect/cli/completion_scripts.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/names.h"

namespace openaffect {
namespace {

struct Shell {
  std::string_view name;
  std::string_view script;
};
constexpr Shell kShells[] = {{"bash", kBashCompletion}, {"zsh", kZshCompletion}, {"fish", kFishCompletion}};

}  // namespace

int run_completion(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::string name;
  Command command("completion", "Prints the script with which a shell completes openaffect.",
                  {"source <(openaffect completion bash)    # in ~/.bashrc",
                   "source <(openaffect completion zsh)     # in ~/.zshrc, behind compinit",
                   "openaffect completion fish > ~/.config/fish/completions/openaffect.fish"});
  command.options().add_option("SHELL", name, "bash, zsh or fish")->required();
  if (const auto code = command.parse(arguments, terminal)) return *code;
  std::vector<std::string> known;
  for (const Shell& shell : kShells) {
    if (shell.name == name) {
      terminal.print(shell.script);
      return 0;
    }
    known.emplace_back(shell.name);
  }
  return terminal.fail({ErrorKind::unknown, unknown_name_message("shell", name, known)});
}

}  // namespace openaffect
