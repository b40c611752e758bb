#include "openaffect/raters/network_settings.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(NetworkSettings, are_the_commands_options_unless_a_rater_has_its_own) {
  const auto of_command = read_network_settings({}, {.precision = Precision::int8, .device = {}, .embed = true});
  ASSERT_TRUE(of_command);
  EXPECT_EQ(of_command->precision, Precision::int8);
  EXPECT_TRUE(of_command->embed);
  EXPECT_EQ(of_command->most_windows, 64U);
  EXPECT_FALSE(read_network_settings({})->precision);
  EXPECT_FALSE(of_command->threshold);
  const auto own = read_network_settings({{"precision", "bfloat16"},
                                          {"embed", "no"},
                                          {"window", "128"},
                                          {"overlap", "0"},
                                          {"most_windows", "2"},
                                          {"threshold", "0.25"},
                                          {"range", "1,5"}},
                                         {.precision = Precision::int8, .device = {}, .embed = true});
  ASSERT_TRUE(own);
  EXPECT_EQ(own->precision, Precision::bfloat16);
  EXPECT_FALSE(own->embed);
  EXPECT_EQ(own->window, 128U);
  EXPECT_EQ(own->overlap, 0U);
  EXPECT_EQ(own->most_windows, 2U);
  EXPECT_EQ(own->threshold, 0.25);
  EXPECT_EQ(own->range.minimum, 1);
  EXPECT_EQ(own->range.maximum, 5);
}

TEST(NetworkSettings, that_are_none_are_named) {
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"window", "2"},
                                                                                    {"window", "-1"},
                                                                                    {"window", "3.5"},
                                                                                    {"window", "9999999999999999999"},
                                                                                    {"overlap", ""},
                                                                                    {"most_windows", "0"},
                                                                                    {"threshold", "1"},
                                                                                    {"threshold", "nan"},
                                                                                    {"range", "1"},
                                                                                    {"range", "5,1"},
                                                                                    {"range", "0,inf"},
                                                                                    {"embed", "1"}}) {
    const auto settings = read_network_settings({{name, value}});
    ASSERT_FALSE(settings) << name << "=" << value;
    EXPECT_EQ(settings.error().kind, ErrorKind::unknown);
    EXPECT_TRUE(settings.error().what.starts_with(name + " takes")) << settings.error().what;
  }
}

TEST(Precision, is_named_in_any_case) {
  EXPECT_EQ(*parse_precision("BFloat16"), Precision::bfloat16);
  EXPECT_EQ(*parse_device("CUDA"), Device::cuda);
  EXPECT_NE(parse_precision("int9").error().what.find("did you mean 'int8'"), std::string::npos);
  EXPECT_EQ(parse_device("gpu").error().kind, ErrorKind::unknown);
}

}  // namespace
}  // namespace openaffect
