#include "openaffect/learn/train_job.h"

#include <cmath>
#include <fstream>
#include <sstream>

#include "openaffect/evaluate/task_testing.h"
#include "openaffect/learn/table_recipe.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;

// A door whose network says of every text what its first byte is: a for negative, else positive.
class BytesTokenizer final : public Tokenizer {
 public:
  void encode(std::string_view text, TokenizedText& out) const override {
    out = {};
    for (std::size_t i = 0; i < text.size(); ++i) {
      out.ids.push_back(static_cast<unsigned char>(text[i]));
      out.spans.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)});
    }
  }
  const TokenFrame& frame() const override { return frame_; }
  std::size_t vocabulary_size() const override { return 256; }
  std::optional<TokenId> find(std::string_view) const override { return std::nullopt; }

 private:
  TokenFrame frame_{{1}, {2}, 0};
};

Result<TrainerBase> fake_base(const std::string&) {
  TrainerBase base;
  base.tokenizer = std::make_shared<BytesTokenizer>();
  base.architecture = "bytes";
  base.sha256 = "base";
  base.longest_text = 512;
  return base;
}

int fits = 0;

Result<FitResult> fake_fit(const TrainingData& data, const FitRequest& request) {
  ++fits;
  std::ofstream(request.folder + "/log.jsonl") << "{\"step\":1,\"epoch\":0.5,\"loss\":0.9}\n";
  if (request.progress) request.progress({.step = 1, .steps = 2, .epoch = .5, .loss = .9});
  if (request.stop && request.stop->load()) return Error{ErrorKind::interrupted, "stopped; the same command goes on"};
  FitResult result{request.folder + "/weights", 1, .9, {}};
  for (const TrainingSource& source : data.sources) {
    HeadOutputs said{source.name, data.heads[0].id, 2, {}};
    for (std::size_t text = 0; text < source.development.texts(); ++text) {
      const bool a = source.development.tokens[source.development.offsets[text] + 1] == 'a';
      said.values.insert(said.values.end(), {a ? 3.F : 0.F, a ? 0.F : 3.F});
    }
    result.development.push_back(said);
  }
  return result;
}

Result<Done> fake_write(const std::string& path, const TrainedFolderParts& parts, Overwrite) {
  OA_CHECK(make_folder(path));
  return replace_file(path + "/openaffect.json", parts.model.name);
}

Result<Done> fake_device(Device device) {
  return device == Device::cpu ? Result<Done>(Done{}) : Error{ErrorKind::unsupported, "no such device"};
}

constexpr TrainerDoor kFake = {fake_device, fake_fit, nullptr, fake_base, fake_write};

class FirstByteRater final : public Rater {
 public:
  explicit FirstByteRater(const TrainedModel& model) {
    const std::string& id = model.heads[0].scheme;
    about_.name = "mine";
    about_.fields = {{id, RaterField::Kind::label, model.schemes[0]}};
    for (const std::string& name : model.heads[0].names)
      about_.fields.push_back({id + "." + name, RaterField::Kind::number, model.schemes[0], name});
  }
  const RaterInfo& info() const override { return about_; }
  RatingBatch rate(std::span<const Item> batch, const RateOptions&) const override {
    RatingBatch ratings;
    LabelColumn labels;
    NumberColumn first, second;
    for (const Item& item : batch) {
      const bool a = item.text->starts_with("a");
      ratings.status.push_back(Status::ok);
      labels.push_back(a ? 0 : 1);
      first.push_back(a ? .9 : .1);
      second.push_back(a ? .1 : .9);
    }
    ratings.columns = {labels, first, second};
    return ratings;
  }

 private:
  RaterInfo about_;
};

class TrainJob : public TableFiles {
 protected:
  void SetUp() override {
    TableFiles::SetUp();
    fits = 0;
    std::string table = "body,mood,split\n";
    for (int i = 0; i < 40; ++i) {
      const char* split = i < 20 ? "train" : i < 30 ? "development" : "test";
      std::ostringstream row;
      row << (i % 2 ? "all calm here " : "tense over there ") << i << i * i << i * i * i << ","
          << (i % 2 ? "calm" : "tense") << "," << split << "\n";
      table += row.str();
    }
    data_ = put("mine.csv", table);
    std::filesystem::create_directories(folder_ + "base");
    tools_.door = &kFake;
    tools_.versions = {{"openaffect", "0"}};
  }

  TrainRequest request() {
    auto recipe = recipe_of_table({.data = data_, .text = "body", .label = "mood", .name = "mine"});
    if (!recipe) throw std::runtime_error(describe_error(recipe.error()));
    TrainRequest made;
    made.recipe = *std::move(recipe);
    made.recipe.base = folder_ + "base";
    made.output = folder_ + "out";
    made.resamples = 50;
    made.command = "openaffect train text";
    made.tell = [this](const std::string& line) { told_ += line; };
    return made;
  }

  // Stopped in its first step.
  TrainRequest stopped_at_training(std::atomic<bool>& stop) {
    TrainRequest made = request();
    made.watcher.stop = &stop;
    made.progress = [&stop](const FitProgress&) { stop = true; };
    return made;
  }

  Result<TrainSummary> run(const TrainRequest& wanted) {
    tools_.open_rater = [&](const std::string&, const std::string&, Device) -> Result<std::shared_ptr<const Rater>> {
      TrainedModel model;
      model.heads = {{wanted.recipe.heads[0].scheme->id(),
                      HeadKind::single_label,
                      wanted.recipe.heads[0].scheme->id(),
                      {"calm", "tense"}}};
      model.schemes = {wanted.recipe.heads[0].scheme};
      return std::shared_ptr<const Rater>(std::make_shared<FirstByteRater>(model));
    };
    return run_training(wanted, tools_);
  }
  std::string failure(const TrainRequest& wanted) {
    const auto summary = run(wanted);
    return summary ? "" : describe_error(summary.error());
  }
  std::string text_of(const std::string& path) const {
    const auto text = read_file(path, 1 << 24);
    return text ? *text : "";
  }

  std::string data_, told_;
  TrainTools tools_;
};

TEST_F(TrainJob, from_a_table_to_a_folder) {
  const auto summary = run(request());
  ASSERT_TRUE(summary) << describe_error(summary.error());
  EXPECT_THAT(told_, HasSubstr("calm"));
  for (const char* file :
       {"/out/README.md", "/out/openaffect.json", "/out/log.jsonl", "/out/curves.html", "/runs.jsonl"})
    EXPECT_TRUE(file_exists(folder_ + file)) << file;
  EXPECT_FALSE(is_folder(folder_ + "out.partial"));
  EXPECT_THAT(text_of(folder_ + "out/README.md"), HasSubstr("| mine | test | mood | macro_f1 | 1.000 |"));
  EXPECT_THAT(train_summary_json(*summary), HasSubstr("\"macro_f1\""));
  EXPECT_THAT(train_summary_text(*summary), HasSubstr("model:"));
  // Ten texts, all right at a difference of 3: w = 10 / 20, and 1 + e^(-3 / T) = 1 / (1 - w (1 - s(3))).
  const double wrong = .5 * (1 - 1 / (1 + std::exp(-3.0)));
  EXPECT_NEAR(summary->calibration[0].temperature, 3 / std::log((1 - wrong) / wrong), 1e-3);
}

TEST_F(TrainJob, texts_are_no_longer_than_the_base_takes) {
  TrainRequest longer = request();
  longer.recipe.longest_text = 1024;
  const auto summary = run(longer);
  ASSERT_TRUE(summary) << describe_error(summary.error());
  EXPECT_EQ(summary->model.longest_text, 512U);
  EXPECT_THAT(told_, HasSubstr("at most 512 tokens"));
}

TEST_F(TrainJob, nothing_is_overwritten_unasked) {
  ASSERT_TRUE(run(request()));
  EXPECT_THAT(failure(request()), HasSubstr("--force"));
  TrainRequest forced = request();
  forced.force = true;
  EXPECT_EQ(failure(forced), "");
  EXPECT_EQ(fits, 2);
  // Both runs stand in the card.
  EXPECT_THAT(text_of(folder_ + "out/README.md"), HasSubstr("this model is the last line"));
}

// What a teacher shares with the data, or with another teacher, is not said again; its first part carries its name.
TEST(DescribedModel, says_the_licences) {
  TrainSetup setup;
  setup.base_facts.licence = "MIT";
  setup.plan.sources.resize(3);
  setup.plan.sources[0].name = "mine", setup.plan.sources[0].licence = "CC0; tweets: their terms";
  setup.plan.sources[1].name = "more", setup.plan.sources[1].licence = "CC BY; tweets: their terms";
  setup.plan.sources[2].name = "other";
  setup.plan.teachers = {{"first", "1", "base: MIT; mine: CC0; tweets: their terms; far: ODbL", ""},
                         {"second", "1", "base: MIT; far: ODbL", ""}};
  EXPECT_EQ(described_model(setup).licence_text,
            "base: MIT; mine: CC0; tweets: their terms; more: CC BY; tweets: their terms; other: unknown; "
            "first: base: MIT; far: ODbL; second: base: MIT");
}

TEST_F(TrainJob, stopped_while_it_reads_leaves_nothing) {
  std::atomic<bool> stop = true;
  TrainRequest stopped = request();
  stopped.watcher.stop = &stop;
  EXPECT_EQ(run(stopped).error().kind, ErrorKind::interrupted);
  EXPECT_FALSE(is_folder(folder_ + "out.partial"));
}

TEST_F(TrainJob, a_stopped_job_goes_on_and_another_one_does_not) {
  std::atomic<bool> stop = false;
  TrainRequest stopped = stopped_at_training(stop);
  const auto summary = run(stopped);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, ErrorKind::interrupted);
  EXPECT_TRUE(file_exists(folder_ + "out.partial/curves.html"));
  EXPECT_FALSE(is_folder(folder_ + "out"));

  TrainRequest changed = request();
  changed.recipe.fit.lr = .5;
  EXPECT_THAT(failure(changed), HasSubstr("--lr was '0.00015' when the job began and is '0.5' now"));
  TrainRequest more_threads = request();
  more_threads.recipe.fit.threads = 1;
  const auto done = run(more_threads);
  ASSERT_TRUE(done) << describe_error(done.error());
  EXPECT_TRUE(done->continued);
}

TEST_F(TrainJob, changed_data_is_refused_until_forced) {
  std::atomic<bool> stop = false;
  TrainRequest stopped = stopped_at_training(stop);
  ASSERT_FALSE(run(stopped));
  std::ofstream(data_, std::ios::app) << "one more calm text of the train part,calm,train\n";
  EXPECT_THAT(failure(request()), HasSubstr("the data mine was"));
  TrainRequest forced = request();
  forced.force = true;
  EXPECT_EQ(failure(forced), "");
}

TEST_F(TrainJob, bad_requests_write_nothing) {
  TrainRequest wrong = request();
  wrong.recipe.base = "minilmm";
  EXPECT_THAT(failure(wrong), HasSubstr("minilm"));
  wrong = request();
  wrong.output = folder_ + "no/such/out";
  EXPECT_THAT(failure(wrong), HasSubstr("no such folder"));
  wrong = request();
  wrong.device = Device::cuda;
  std::filesystem::remove(data_);  // which is not read first
  EXPECT_THAT(failure(wrong), HasSubstr("no such device"));
  EXPECT_EQ(fits, 0);
  EXPECT_FALSE(is_folder(folder_ + "out.partial"));
}

}  // namespace
}  // namespace openaffect
