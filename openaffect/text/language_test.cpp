#include "openaffect/text/language.h"

#include <cmath>
#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace openaffect {
namespace {

struct Sentence {
  std::string code, text;
};

// Written for this test.
const std::vector<Sentence> kSentences = {
    {"en", "The old lighthouse keeper was glad when his daughter came home for the winter."},
    {"es", "El viejo farero se alegró mucho cuando su hija volvió a casa para pasar el invierno."},
    {"de", "Der alte Leuchtturmwärter freute sich, als seine Tochter für den Winter nach Hause kam."},
    {"fr", "Le vieux gardien du phare était heureux quand sa fille est rentrée à la maison pour l'hiver."},
    {"it", "Il vecchio guardiano del faro era felice quando sua figlia è tornata a casa per l'inverno."},
    {"pt", "O velho faroleiro ficou muito feliz quando a sua filha voltou para casa no inverno."},
    {"ru", "Старый смотритель маяка обрадовался, когда его дочь вернулась домой на зиму."},
    {"el", "Ο γέρος φαροφύλακας χάρηκε όταν η κόρη του γύρισε στο σπίτι για τον χειμώνα."},
    {"ja", "年老いた灯台守は、娘が冬の間うちに帰ってきたのでとても喜びました。"},
    {"ar", "فرح حارس المنارة العجوز عندما عادت ابنته إلى البيت لقضاء فصل الشتاء."},
    {"ko", "늙은 등대지기는 딸이 겨울을 보내러 집에 돌아오자 무척 기뻐했습니다."},
    {"he", "שומר המגדלור הזקן שמח מאוד כשבתו חזרה הביתה לחורף."},
};

TEST(DetectLanguage, twelve_languages) {
  for (const Sentence& sentence : kSentences) {
    const DetectedLanguage language = detect_language(sentence.text);
    EXPECT_EQ(language.code, sentence.code) << sentence.text;
    EXPECT_TRUE(language.reliable);
    EXPECT_GT(language.share, 0.9);
    EXPECT_LE(language.share, 1);
  }
}

TEST(DetectLanguage, says_nothing_without_letters) {
  for (const std::string_view text : {"", " ", "😀😀 🎉", "12345 67.8", "!!! :) ???"})
    EXPECT_EQ(detect_language(text), DetectedLanguage{}) << text;
}

TEST(DetectLanguage, a_word_is_too_little) {
  EXPECT_EQ(detect_language("ok").code, "und");
}

TEST(DetectLanguage, ill_formed_bytes_are_passed_over) {
  for (const std::string_view bad : {"\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80\x80", "\x01", "\x7f"}) {
    const std::string text = kSentences[1].text + std::string(bad) + " " + kSentences[1].text;
    EXPECT_EQ(detect_language(text).code, "es");
    EXPECT_EQ(detect_language(bad).code, "und");
  }
  EXPECT_EQ(detect_language(std::string("a\0b", 3) + kSentences[1].text).code, "es");
}

TEST(DetectLanguage, any_bytes_will_do) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 200, ' ');
    for (char& c : text) c = static_cast<char>(random());
    const DetectedLanguage language = detect_language(text);
    EXPECT_EQ(language.reliable, language.code != "und");
  }
}

TEST(DetectLanguage, looks_at_the_beginning_only) {
  std::string text;
  while (text.size() < kLanguageBytes) text += kSentences[2].text + " ";
  const DetectedLanguage beginning = detect_language(text);
  while (text.size() < 8 * kLanguageBytes) text += kSentences[6].text;
  EXPECT_EQ(detect_language(text), beginning);
  EXPECT_EQ(beginning.code, "de");
}

TEST(DetectLanguage, same_from_many_threads) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(8);
  for (int& errors : wrong)
    threads.emplace_back([&errors] {
      for (int round = 0; round < 50; ++round)
        for (const Sentence& sentence : kSentences) errors += detect_language(sentence.text).code != sentence.code;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(8));
}

// ICU names them independently of CLD2; two that it does not name as CLD2 means them, and Limbu, are left out.
TEST(LanguageName, as_icu_names_them) {
  int compared = 0;
  for (const std::string_view code : {"en", "es", "de", "zh-Hant", "he", "jv", "sr-ME", "tlh", "nb", "aa", "zu"}) {
    if (language_name(code).empty()) continue;
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString name;
    icu::Locale::forLanguageTag(std::string(code), status).getDisplayName(icu::Locale::getEnglish(), name);
    std::string utf8;
    EXPECT_EQ(language_name(code), name.toUTF8String(utf8));
    ++compared;
  }
  EXPECT_EQ(compared, 10);  // "nb" is "no" to CLD2
}

TEST(LanguageName, of_codes_with_more_parts_and_of_none) {
  EXPECT_EQ(language_name("en-GB"), "English");
  EXPECT_EQ(language_name("und"), "unknown");
  EXPECT_EQ(language_name("x"), "");
  EXPECT_EQ(language_name(""), "");
}

TEST(LanguageName, every_answer_has_one) {
  for (const Sentence& sentence : kSentences) EXPECT_FALSE(language_name(detect_language(sentence.text).code).empty());
}

TEST(IsSpoken, by_the_first_part) {
  const std::vector<std::string> english = {"en"}, two = {"de", "pt-BR"};
  EXPECT_TRUE(is_spoken("en-GB", english));
  EXPECT_FALSE(is_spoken("es", english));
  EXPECT_TRUE(is_spoken("pt", two));
  EXPECT_TRUE(is_spoken("es", {}));
}

TEST(LanguageSample, shares_by_hand) {  // 3 English, 1 Spanish, 1 unknown: 3/4 and 1/4
  LanguageSample sample;
  for (int at : {0, 1, 0, 0}) sample.add(kSentences[static_cast<std::size_t>(at)].text);
  sample.add("😀");
  EXPECT_EQ(sample.size(), 5U);
  EXPECT_EQ(sample.known(), 4U);
  EXPECT_EQ(sample.unknown(), 1U);
  const std::vector<LanguageShare> wanted = {{"en", 3, 0.75}, {"es", 1, 0.25}};
  EXPECT_EQ(sample.shares(), wanted);
  EXPECT_EQ(sample.share_outside(std::vector<std::string>{"en"}), 0.25);
  EXPECT_EQ(sample.share_outside({}), 0);
}

TEST(LanguageSample, of_nothing) {
  LanguageSample sample;
  sample.add("");
  EXPECT_TRUE(sample.shares().empty());
  EXPECT_TRUE(std::isnan(sample.share_outside({})));
}

TEST(LanguageSample, equals_stand_by_code) {
  LanguageSample sample;
  for (const char* code : {"fr", "de", "es", "es"}) sample.add(DetectedLanguage{code, 1, true});
  const std::vector<LanguageShare> shares = sample.shares();
  EXPECT_EQ(shares[0].code, "es");
  EXPECT_EQ(shares[1].code, "de");
  EXPECT_EQ(shares[2].code, "fr");
}

TEST(LanguageSample, merge_adds) {
  std::mt19937 random(3);
  LanguageSample whole, parts[3], merged;
  for (int i = 0; i < 300; ++i) {
    const DetectedLanguage language = detect_language(kSentences[random() % kSentences.size()].text);
    whole.add(language);
    parts[random() % 3].add(language);
  }
  for (const LanguageSample& part : parts) merged.merge(part);
  EXPECT_EQ(merged, whole);
}

}  // namespace
}  // namespace openaffect
