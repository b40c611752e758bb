#include "openaffect/catalog/build_aaid.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/download.h"
#include "openaffect/catalog/entry.h"
#include "openaffect/core/names.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

namespace fs = std::filesystem;

constexpr std::array<AaidSplit, 3> kSplits = {AaidSplit::train, AaidSplit::development, AaidSplit::test};
constexpr std::array<std::string_view, 3> kNames = {"train", "dev", "test"};  // of the files
constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump();
}

// In quotes where its content asks for them (RFC 4180). The one in data/ comes with Arrow.
void append_cell(std::string_view text, std::string& out) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

// A file that grows by lines.
class LineFile {
 public:
  static Result<LineFile> create(const std::string& path) {
    OA_TRY(file, File::open(path, File::Mode::write));
    return LineFile(std::move(file));
  }
  std::string& buffer() { return buffer_; }
  Result<Done> flush(std::size_t unless_below) {
    if (buffer_.size() < unless_below) return Done{};
    OA_CHECK(file_.write_all(buffer_));
    buffer_.clear();
    return Done{};
  }
  Result<Done> close() {
    OA_CHECK(flush(0));
    return file_.sync();
  }

 private:
  explicit LineFile(File file) : file_(std::move(file)) {}
  File file_;
  std::string buffer_;
};

// The files of one split.
class SplitFiles {
 public:
  static Result<SplitFiles> create(const std::string& folder, AaidSplit split, AaidFormat format) {
    SplitFiles made;
    made.is_test_ = split == AaidSplit::test;
    const std::string stem = fmt::format("{}/{}", folder, kNames[static_cast<std::size_t>(split)]);
    if (format != AaidFormat::csv) {
      OA_TRY(file, LineFile::create(stem + ".jsonl"));
      made.jsonl_ = std::move(file);
    }
    if (format != AaidFormat::jsonl) {
      OA_TRY(file, LineFile::create(stem + ".csv"));
      made.csv_ = std::move(file);
      made.csv_->buffer() = "Instruction,Answer\n";
    }
    return made;
  }

  Result<Done> add(std::string_view question, std::string_view answer) {
    ++rows_;
    if (jsonl_) {
      append_json(question, answer, jsonl_->buffer());
      OA_CHECK(jsonl_->flush(kBufferBytes));
    }
    if (csv_) {
      append_cell(question, csv_->buffer());
      csv_->buffer() += ',';
      append_cell(answer, csv_->buffer());
      csv_->buffer() += '\n';
      OA_CHECK(csv_->flush(kBufferBytes));
    }
    return Done{};
  }

  Result<Done> close() {
    if (jsonl_) OA_CHECK(jsonl_->close());
    if (csv_) OA_CHECK(csv_->close());
    return Done{};
  }

 private:
  void append_json(std::string_view question, std::string_view answer, std::string& out) const {
    if (is_test_)
      out += fmt::format("{{\"instruction\": {}, \"input\": \"\", \"output\": {}}}\n", json_string(question),
                         json_string(answer));
    else
      out += fmt::format(
          "{{\"id\": \"multiemotion-{}\", \"conversations\": [{{\"from\": \"human\", \"value\": {}}}, "
          "{{\"from\": \"assistant\", \"value\": {}}}]}}\n",
          rows_, json_string(question), json_string(answer));
  }

  bool is_test_ = false;
  std::uint64_t rows_ = 0;
  std::optional<LineFile> jsonl_, csv_;
};

// Rows of one task and split: for every prompt the tweets of every emotion.
Result<Done> write_task(const AaidTaskInfo& task, const std::vector<AaidTweet>& tweets,
                        const std::vector<std::string>& prompts, SplitFiles& to) {
  for (const std::string& prompt : prompts)
    for (const AaidTweet& tweet : tweets) OA_CHECK(to.add(aaid_question(task, prompt, tweet), tweet.answer));
  return Done{};
}

class Build {
 public:
  Build(const BuildAaidOptions& options, std::string folder)
      : options_(options), files_(options.from), folder_(std::move(folder)) {}

  Result<AaidBuilt> run() {
    OA_CHECK(check_inputs());
    std::vector<SplitFiles> to;
    for (const AaidSplit split : kSplits) {
      OA_TRY(files, SplitFiles::create(folder_, split, options_.format));
      to.push_back(std::move(files));
    }
    for (const AaidTaskInfo& task : kAaidTaskInfos) OA_CHECK(build_task(task, to));
    for (SplitFiles& files : to) OA_CHECK(files.close());
    return std::move(built_);
  }

 private:
  Result<Done> build_task(const AaidTaskInfo& task, std::vector<SplitFiles>& to) {
    OA_TRY(test, read_aaid_tweets(files_, task, AaidSplit::test));
    OA_TRY(asked, read_aaid_questions(files_, task, test));
    for (std::size_t i = 0; i < test.size(); ++i) OA_CHECK(to[2].add(asked.questions[i], test[i].answer));
    const std::size_t first = built_.counts.size();
    for (std::size_t i = 0; i < (task.per_emotion ? kAaidEmotions.size() : 1); ++i)
      built_.counts.push_back({task.name, task.per_emotion ? kAaidEmotions[i] : "", {}});
    count(test, first, AaidSplit::test, 1);
    for (const AaidSplit split : {AaidSplit::train, AaidSplit::development}) {
      OA_TRY(tweets, read_aaid_tweets(files_, task, split));
      OA_CHECK(write_task(task, tweets, asked.prompts, to[static_cast<std::size_t>(split)]));
      count(tweets, first, split, kAaidPrompts);
    }
    return Done{};
  }

  void count(const std::vector<AaidTweet>& tweets, std::size_t first, AaidSplit split, std::uint64_t each) {
    for (const AaidTweet& tweet : tweets)
      built_.counts[first + tweet.emotion_index.value_or(0)].rows[static_cast<std::size_t>(split)] += each;
  }

  Result<Done> check_inputs() {
    for (const AaidTaskInfo& task : kAaidTaskInfos) {
      OA_CHECK(check_input("aeb", aaid_question_path(task)));
      for (const AaidSplit split : kSplits)
        for (std::size_t i = 0; i < (task.per_emotion ? kAaidEmotions.size() : 1); ++i)
          OA_CHECK(check_input("semeval2018",
                               aaid_tweet_path(task, split, task.per_emotion ? std::optional(i) : std::nullopt)));
    }
    return Done{};
  }

  Result<Done> check_input(const std::string& set, const std::string& path) {
    const std::string whole = files_.path_of(path);
    if (!file_exists(whole))
      return Error{
          ErrorKind::not_found, fmt::format("this file of {} is needed and not there", set), {whole, {}, "", {}}};
    OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, set));
    const auto known = std::find_if(entry.files.begin(), entry.files.end(),
                                    [&](const CatalogFile& file) { return file.path == path; });
    if (known == entry.files.end()) throw ContractError("the catalogue's " + set + " has no " + path);
    OA_TRY(difference, compare_file(whole, known->bytes, known->sha256));
    if (difference) built_.unknown_inputs.push_back(whole + ": " + *difference);
    return Done{};
  }

  const BuildAaidOptions& options_;
  RawFiles files_;
  std::string folder_;
  AaidBuilt built_;
};

bool is_ours(const std::string& name) {
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view split) {
    return name == fmt::format("{}.jsonl", split) || name == fmt::format("{}.csv", split);
  });
}

// --force must not cost anybody a folder that merely has the name.
Result<Done> check_output(const BuildAaidOptions& options) {
  const Where where{options.output, {}, "", {}};
  std::error_code failed;
  if (!fs::exists(options.output, failed)) return Done{};
  if (!options.force) return Error{ErrorKind::refused, "is there already; --force replaces it", where};
  if (!is_folder(options.output)) return Error{ErrorKind::refused, "is no folder", where};
  for (const auto& each : fs::directory_iterator(options.output, failed))
    if (!is_ours(each.path().filename().string()))
      return Error{ErrorKind::refused,
                   fmt::format("holds {}, which is no file of ours; not replaced", each.path().filename().string()),
                   where};
  if (failed) return system_error(options.output, failed.value(), "cannot list");
  return Done{};
}

Result<File> take_lock(const std::string& partial) {
  const std::string path = partial + "/lock";
  OA_CHECK(make_folder(partial));
  OA_TRY(lock, File::open(path, File::Mode::lock));
  OA_TRY(locked, lock.try_lock());
  OA_TRY(still_there, lock.is_at(path));
  if (locked && still_there) return lock;
  return Error{ErrorKind::refused, "another process is building it", {partial, {}, "", {}}};
}

Result<Done> put_in_place(const std::string& made, const std::string& partial, const std::string& output) {
  const std::string old = partial + "/old";
  OA_CHECK(remove_all(old));
  if (is_folder(output)) OA_CHECK(rename_file(output, old));
  return rename_file(made, output);
}

// What is ours in it, and the folder itself unless somebody else keeps something there.
void clear_away(const std::string& partial) {
  std::error_code ignored;
  for (const char* name : {"/made", "/old", "/lock"}) fs::remove_all(partial + name, ignored);
  fs::remove(partial, ignored);
}

std::vector<std::string> written(const BuildAaidOptions& options) {
  std::vector<std::string> files;
  for (const std::string_view name : kNames) {
    if (options.format != AaidFormat::csv) files.push_back(fmt::format("{}/{}.jsonl", options.output, name));
    if (options.format != AaidFormat::jsonl) files.push_back(fmt::format("{}/{}.csv", options.output, name));
  }
  return files;
}

}  // namespace

Result<AaidFormat> aaid_format_of_name(const std::string& name) {
  const std::vector<std::string> known = {"jsonl", "csv", "both"};
  const auto found = std::find(known.begin(), known.end(), name);
  if (found == known.end()) return Error{ErrorKind::unknown, unknown_name_message("format", name, known)};
  return static_cast<AaidFormat>(found - known.begin());
}

Result<AaidBuilt> build_aaid(const BuildAaidOptions& given) {
  BuildAaidOptions options = given;
  while (options.output.size() > 1 && options.output.ends_with('/')) options.output.pop_back();
  const std::string partial = options.output + ".partial", made = partial + "/made";
  OA_CHECK(check_output(options));
  OA_TRY(lock, take_lock(partial));
  OA_CHECK(check_output(options));  // whoever had the lock may have made it meanwhile
  OA_CHECK(remove_all(made));
  OA_CHECK(make_folder(made));
  auto built = Build(options, made).run();
  const Result<Done> placed = built ? put_in_place(made, partial, options.output) : Result<Done>(built.error());
  clear_away(partial);
  if (!placed) return placed.error();
  built->files = written(options);
  return built;
}

}  // namespace openaffect
