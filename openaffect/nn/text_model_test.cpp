#include "openaffect/nn/text_model.h"

#include <cstring>
#include <numeric>

#include <gtest/gtest.h>

#include "openaffect/nn/gradients.h"
#include "openaffect/nn/model_folder_writer.h"
#include "openaffect/nn/nn_testing.h"
#include "openaffect/nn/quantise.h"
#include "openaffect/nn/tensor.h"

namespace openaffect {
namespace {

std::shared_ptr<const TextModel> model_of(const std::shared_ptr<const ModelFolder>& folder, Precision precision) {
  const auto model = make_text_model(folder, {.precision = precision});
  if (!model) throw std::runtime_error(describe_error(model.error()));
  return *model;
}

// law: rows do not depend on their neighbours. 60 texts are several batches.
TEST(TextModel, batch_is_one_by_one) {
  const auto folder = random_folder("alone", Architecture::bert, 32, 4);
  const auto sequences = random_sequences(60, 3);
  for (const Precision precision : {Precision::float32, Precision::bfloat16, Precision::int8}) {
    const auto made = make_text_model(folder, {.precision = precision});
    if (!made) GTEST_SKIP() << "skipped: " << made.error().what;
    const FloatMatrix logits = (*made)->logits(views(sequences)), vectors = (*made)->embeddings(views(sequences));
    ASSERT_EQ(logits.rows, 60U);
    ASSERT_EQ(logits.columns, 3U);
    ASSERT_EQ(vectors.columns, 32U);
    for (std::size_t t = 0; t < 60; ++t) {
      const std::vector<TokenSequence> one = {sequences[t]};
      const auto logit = (*made)->logits(one), vector = (*made)->embeddings(one);
      for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(logits.row(t)[c], logit.row(0)[c]);
      for (std::size_t c = 0; c < 32; ++c) EXPECT_EQ(vectors.row(t)[c], vector.row(0)[c]);
    }
  }
}

TEST(TextModel, narrow_precisions_are_near) {
  const auto folder = random_folder("near", Architecture::roberta, 64, 4);
  const auto sequences = random_sequences(20, 5);
  const FloatMatrix exact = model_of(folder, Precision::float32)->embeddings(views(sequences));
  for (const Precision precision : {Precision::bfloat16, Precision::int8}) {
    const auto made = make_text_model(folder, {.precision = precision});
    if (!made) GTEST_SKIP() << "skipped: " << made.error().what;
    EXPECT_LT(largest_difference((*made)->embeddings(views(sequences)), exact), .06) << precision_name(precision);
  }
}

// law: both at once are the same as one after the other, to the last bit.
TEST(TextModel, reads_once_for_logits_and_embeddings) {
  const auto folder = random_trained_folder("both", Precision::float32);
  const auto sequences = random_sequences(60, 4);
  for (const Precision precision : {Precision::float32, Precision::bfloat16, Precision::int8}) {
    const auto made = make_text_model(folder, {.precision = precision});
    if (!made) GTEST_SKIP() << "skipped: " << made.error().what;
    const TextModel::Both both = (*made)->logits_and_embeddings(views(sequences));
    EXPECT_EQ(both.logits.values, (*made)->logits(views(sequences)).values) << precision_name(precision);
    EXPECT_EQ(both.embeddings.values, (*made)->embeddings(views(sequences)).values);
  }
}

// A head alone, as a classifier, says what it says among others.
TEST(TextModel, heads_stand_side_by_side) {
  const auto folder = random_trained_folder("heads", Precision::float32);
  const auto sequences = random_sequences(20, 6);
  const FloatMatrix all = model_of(folder, Precision::float32)->logits(views(sequences));
  ASSERT_EQ(all.columns, 31U);
  std::size_t column = 0;
  for (const TrainedHead& head : folder->trained->heads) {
    const TestFolder alone("head_alone");
    const auto written = export_head({folder->path, alone.path, head.id, Overwrite::replace});
    ASSERT_TRUE(written) << describe_error(written.error());
    const auto opened = open_model_folder(alone.path);
    ASSERT_TRUE(opened) << describe_error(opened.error());
    const auto single = model_of(std::make_shared<const ModelFolder>(*opened), Precision::float32);
    const FloatMatrix one = single->logits(views(sequences));
    ASSERT_EQ(one.columns, head.outputs());
    for (std::size_t r = 0; r < one.rows; ++r)
      for (std::size_t c = 0; c < one.columns; ++c) ASSERT_EQ(one.row(r)[c], all.row(r)[column + c]) << head.id;
    column += head.outputs();
  }
}

// What is kept in int8 is packed for int8 as it is: the folder and its numbers in float32 say the same.
TEST(TextModel, int8_loses_nothing_by_being_stored_in_int8) {
  const auto narrow = random_trained_folder("stored_narrow", Precision::int8);
  EXPECT_EQ(narrow->weights->words.type, ElementType::int8);
  const TestFolder wide_files("stored_wide");
  TensorList floats;
  for (const Safetensors& file : narrow->weights->files)
    for (TensorView tensor : file.tensors()) {
      if (tensor.name.ends_with(".scale")) continue;
      if (tensor.type == ElementType::int8) tensor.row_scale = file.find(tensor.name + ".scale")->bytes;
      floats.add_float32(tensor);
    }
  ASSERT_TRUE(write_safetensors(wide_files.file("weights.safetensors"), floats.tensors()));
  const std::string path = wide_files.file("model");
  const auto written = write_trained_folder(
      path, {narrow->path, wide_files.file("weights.safetensors"), *narrow->trained, "", Precision::float32});
  ASSERT_TRUE(written) << describe_error(written.error());
  const auto wide = std::make_shared<const ModelFolder>(*open_model_folder(path));
  const auto sequences = random_sequences(20, 7);
  for (const Precision precision : {Precision::float32, Precision::int8}) {
    const auto made = make_text_model(narrow, {.precision = precision});
    if (!made) GTEST_SKIP() << "skipped: " << made.error().what;
    EXPECT_EQ((*made)->logits(views(sequences)).values, model_of(wide, precision)->logits(views(sequences)).values);
  }
  // By the formula of Linear, numbers and scales are those of the file.
  const nn::Tensor weight = nn::to_tensor(narrow->weights->layers[0].query.weight);
  const nn::Tensor scale = std::get<0>(weight.abs().max(1)).clamp_min(1e-30).div(127);
  const TensorView& stored = narrow->weights->layers[0].query.weight;
  EXPECT_EQ(std::memcmp(scale.const_data_ptr<float>(), stored.row_scale.data(), stored.row_scale.size()), 0);
  const nn::Tensor values = weight.div(scale.unsqueeze(1)).round().to(at::kChar);
  EXPECT_EQ(std::memcmp(values.const_data_ptr(), stored.bytes.data(), stored.bytes.size()), 0);
}

TEST(TextModel, refuses_what_it_cannot_read) {
  const auto folder = random_folder("refuse", Architecture::bert, 16, 2);
  const auto model = model_of(folder, Precision::float32);
  const std::vector<TokenId> nothing, long_one(41, 5), unknown = {50};
  for (const auto& sequence : {nothing, long_one, unknown})
    EXPECT_THROW(static_cast<void>(model->logits(std::vector<TokenSequence>{sequence})), ContractError);
  EXPECT_TRUE(model->logits({}).values.empty());
  const auto cuda = make_text_model(folder, {.device = Device::cuda});
  if (!cuda) {
    EXPECT_EQ(cuda.error().kind, ErrorKind::unsupported);
  }
}

// Sundararajan's completeness: what the tokens brought is the way from the baseline's logit to the text's.
TEST(IntegratedGradients, sum_to_the_difference) {
  const auto folder = random_folder("gradients", Architecture::bert, 32, 4);
  const std::vector<TokenId> text = {2, 17, 23, 42, 8, 3}, blank = {2, 0, 0, 0, 0, 3};
  const FloatMatrix logits = model_of(folder, Precision::float32)->logits(std::vector<TokenSequence>{text, blank});
  for (std::size_t label = 0; label < 3; ++label) {
    const std::vector<float> brought = IntegratedGradients(folder).attributions(text, label, 200);
    ASSERT_EQ(brought.size(), text.size());
    EXPECT_NEAR(std::accumulate(brought.begin(), brought.end(), 0.F), logits.row(0)[label] - logits.row(1)[label], .02);
    EXPECT_EQ(brought.front(), 0);
  }
}

}  // namespace
}  // namespace openaffect
