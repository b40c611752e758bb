// Texts as they are prepared, for tests that compare with other programs: JSON lines {"text", "entities", "links",
// "users", "emoji"} in, JSON texts out.
#include <nlohmann/json.hpp>

#include <iostream>
#include <string>

#include "openaffect/text/preparation.h"

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = nlohmann::json::parse(line);
    openaffect::TextPreparation preparation;
    openaffect::TextPreparation::describe(
        [&](const char* name, auto member, const char*) { preparation.*member = request.value(name, false); });
    std::cout << nlohmann::json(openaffect::prepare_text(request["text"].get<std::string>(), preparation).text) << "\n";
  }
}
