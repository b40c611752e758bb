// What is done to a text before a tokenizer sees it, the same in training and in rating: what people type to machines
// (entities, links, names of accounts) says nothing about how they feel, and what they draw (emoji) says a lot, in
// letters that most vocabularies lack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

// Stored with a trained model; a model is rated with what it was trained with.
struct TextPreparation {
  bool entities = true;  // HTML's character references become their characters ("&amp;" "&#39;"), twice if need be
  bool links = true;     // "https://t.co/x", "www.x.org/y" -> "http"
  bool users = true;     // "@somebody" -> "@user"
  bool emoji = true;     // an emoji -> its Unicode name in lower case between spaces; modifiers and joiners go

  bool operator==(const TextPreparation&) const = default;

  static void describe(auto&& field) {
    field("entities", &TextPreparation::entities, "HTML's character references become their characters");
    field("links", &TextPreparation::links, "a link becomes http");
    field("users", &TextPreparation::users, "the name of an account becomes @user");
    field("emoji", &TextPreparation::emoji, "an emoji becomes its Unicode name");
  }
};

// law: origin.size() == text.size() + 1; origin never falls; origin.back() is the size of the text that went in.
struct PreparedText {
  std::string text;
  std::vector<std::uint32_t> origin;  // by byte of `text`: the byte of the original where what it stands for begins
};

// Never fails: what is no UTF-8 passes as it is. With everything off the text is unchanged.
PreparedText prepare_text(std::string_view text, const TextPreparation& preparation);

}  // namespace openaffect
