#include "openaffect/nn/model_folder.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "openaffect/core/scheme_json.h"
#include "openaffect/core/sha256.h"
#include "openaffect/nn/model_file.h"
#include "openaffect/nn/model_licence.h"
#include "openaffect/nn/weight_files.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMaxTokenizerBytes = std::uint64_t{64} << 20;
constexpr std::size_t kCardHeadBytes = std::size_t{64} << 10;

Error folder_error(const std::string& folder, ErrorKind kind, std::string what) {
  return Error{kind, std::move(what), {folder, {}, "", {}}};
}

// "NAME" or "OWNER/NAME".
bool is_hub_name(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view owner = text.substr(0, slash), name = text.substr(std::min(slash + 1, text.size()));
  const bool is_pair = slash < text.size();
  return !owner.empty() && owner[0] != '.' && std::ranges::all_of(owner, is_plain) && (!is_pair || !name.empty()) &&
         std::ranges::all_of(name, is_plain);
}

Result<Done> check_is_folder(const std::string& path) {
  if (is_folder(path)) return Done{};
  if (file_exists(path))
    return folder_error(path, ErrorKind::io,
                        "is a file; a model is the folder with config.json, weights and tokenizer");
  if (!is_hub_name(path)) return folder_error(path, ErrorKind::not_found, "no such folder");
  const std::string name = path.substr(path.find('/') + 1);
  return folder_error(
      path, ErrorKind::not_found,
      fmt::format("no such folder; if it is a name on the Hugging Face Hub, `hf download {} --local-dir "
                  "{}` fetches it, and ./{} is the folder to give",
                  path, name, name));
}

// Reads a folder's files and remembers the hash of each.
class FolderReader {
 public:
  explicit FolderReader(std::string path) { folder_.path = std::move(path); }

  Result<ModelFolder> read() {
    OA_CHECK(read_config());
    OA_CHECK(read_trained());
    OA_CHECK(read_weights());
    OA_CHECK(read_tokenizer());
    OA_TRY(pooling, read_sentence_pooling(folder_.path, folder_.config.hidden));
    for (const auto& [name, content] : pooling.files) add_hash(name, content);
    folder_.pooling = std::move(pooling);
    read_card();
    std::ranges::sort(folder_.files, {}, &FileHash::name);
    return std::move(folder_);
  }

 private:
  std::string in_folder(std::string_view name) const { return path_in(folder_.path, name); }

  void add_hash(const std::string& name, std::string_view content) {
    folder_.files.push_back({name, sha256_hex(content)});
  }

  Result<Done> read_config() {
    constexpr const char* kName = "config.json";
    if (!file_exists(in_folder(kName)))
      return folder_error(folder_.path, ErrorKind::not_found, "no config.json, so no Hugging Face model folder");
    OA_TRY(json, read_model_file(in_folder(kName), scheme_json::kMaxBytes));
    OA_TRY(config, in_file(in_folder(kName), parse_model_config(json)));
    add_hash(kName, json);
    folder_.config = std::move(config);
    return Done{};
  }

  Result<Done> read_trained() {
    OA_TRY(json, find_model_file(in_folder(kTrainedModelName), scheme_json::kMaxBytes));
    if (!json) return Done{};
    OA_TRY(trained, in_file(in_folder(kTrainedModelName), parse_trained_model(*json)));
    if (std::cmp_greater(trained.longest_text, folder_.config.longest_text))
      return Error{ErrorKind::format,
                   fmt::format("longest_text: {}, and the encoder takes {} tokens", trained.longest_text,
                               folder_.config.longest_text),
                   {in_folder(kTrainedModelName), {}, "", {}}};
    add_hash(kTrainedModelName, *json);
    folder_.trained = std::move(trained);
    folder_.config.classifies = false;
    return Done{};
  }

  std::vector<HeadShape> head_shapes() const {
    std::vector<HeadShape> shapes;
    if (folder_.trained)
      for (const TrainedHead& head : folder_.trained->heads)
        shapes.push_back({head.id, static_cast<std::int64_t>(head.outputs()),
                          folder_.trained->features == HeadFeatures::first_and_mean});
    return shapes;
  }

  Result<Done> read_weights() {
    ModelConfig& config = folder_.config;
    const bool bare = config.classifies.has_value() && !*config.classifies;
    OA_TRY(files, open_weight_files(folder_.path, bare ? "AutoModel" : "AutoModelForSequenceClassification"));
    OA_TRY(weights, read_encoder_weights(config, std::move(files.files), head_shapes()));
    config.classifies = weights.head_output.has_value();
    if (!*config.classifies) config.labels.clear();
    if (files.index) add_hash(kWeightsIndexName, *files.index);
    folder_.weights = std::make_shared<const EncoderWeights>(std::move(weights));
    return Done{};
  }

  Result<Done> find(const char* name, std::optional<std::string>& content) {
    OA_TRY(found, find_model_file(in_folder(name), kMaxTokenizerBytes));
    if (found) add_hash(name, *found);
    content = std::move(found);
    return Done{};
  }

  Result<TokenizerFiles> find_tokenizer(bool is_wordpiece) {
    TokenizerFiles files;
    OA_CHECK(find("tokenizer.json", files.tokenizer_json));
    if (files.tokenizer_json) return files;  // wins, so nothing else is looked at
    if (is_wordpiece) {
      OA_CHECK(find("vocab.txt", files.vocab_txt));
    } else {
      OA_CHECK(find("vocab.json", files.vocab_json));
      OA_CHECK(find("merges.txt", files.merges_txt));
    }
    if (!files.vocab_txt && !(files.vocab_json && files.merges_txt))
      return folder_error(folder_.path, ErrorKind::not_found,
                          fmt::format("no tokenizer: neither tokenizer.json nor {}",
                                      is_wordpiece ? "vocab.txt" : "vocab.json with merges.txt"));
    OA_CHECK(find("tokenizer_config.json", files.tokenizer_config_json));
    OA_CHECK(find("special_tokens_map.json", files.special_tokens_map_json));
    return files;
  }

  Result<Done> read_tokenizer() {
    const bool is_wordpiece = folder_.config.architecture != Architecture::roberta;
    OA_TRY(files, find_tokenizer(is_wordpiece));
    auto tokenizer = make_tokenizer(files, is_wordpiece ? TokenizerKind::wordpiece : TokenizerKind::byte_bpe);
    if (!tokenizer) {
      Error error = tokenizer.error();
      error.where.file = error.where.file.empty() ? folder_.path : in_folder(error.where.file);
      return error;
    }
    folder_.tokenizer = *std::move(tokenizer);
    return check_tokenizer();
  }

  Result<Done> check_tokenizer() const {
    const ModelConfig& config = folder_.config;
    const std::size_t tokens = folder_.tokenizer->vocabulary_size();
    if (tokens > static_cast<std::size_t>(config.vocabulary))
      return folder_error(folder_.path, ErrorKind::format,
                          fmt::format("the tokenizer does not fit: it has token ids up to {}, and the word embeddings "
                                      "have {} rows",
                                      tokens - 1, config.vocabulary));
    const TokenFrame& frame = folder_.tokenizer->frame();
    const std::size_t framed = frame.before.size() + frame.after.size();
    const auto longest = static_cast<std::size_t>(config.longest_text);
    const std::size_t least = folder_.trained ? std::min(folder_.trained->longest_text, longest) : longest;
    if (framed >= least)
      return folder_error(
          folder_.path, ErrorKind::format,
          fmt::format("the tokenizer's frame of {} tokens leaves no room in the longest text, {}", framed, least));
    return Done{};
  }

  // A card that cannot be read says nothing.
  void read_card() {
    const std::string path = in_folder("README.md");
    if (file_stamp(path).bytes == 0) return;
    auto file = File::open(path, File::Mode::read);
    if (!file) return;
    const auto head = file->read_some(kCardHeadBytes);
    if (head) folder_.licence = card_licence(*head);
  }

  ModelFolder folder_;
};

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Result<ModelFolder> open_model_folder(const std::string& path) {
  std::string folder = path;
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  OA_CHECK(check_is_folder(folder));
  return FolderReader(std::move(folder)).read();
}

std::string weights_sha256(const ModelFolder& folder) {
  Sha256 hash;
  for (const Safetensors& file : folder.weights->files) hash.add(as_text(file.bytes()));
  return hash.hex();
}

std::string content_sha256(const ModelFolder& folder) {
  std::vector<FileHash> files = folder.files;
  for (const Safetensors& file : folder.weights->files)
    files.push_back({std::filesystem::path(file.path()).filename().string(), sha256_hex(as_text(file.bytes()))});
  std::ranges::sort(files, {}, &FileHash::name);
  Sha256 hash;
  for (const FileHash& file : files) hash.add(fmt::format("{}  {}\n", file.sha256, file.name));
  return hash.hex();
}

}  // namespace openaffect
