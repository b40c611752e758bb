#include "openaffect/data/decoded.h"

#include "openaffect/text/decoder.h"

namespace openaffect {
namespace {

class Decoded final : public LayeredSource {
 public:
  Decoded(std::unique_ptr<ByteSource> inner, Decoder decoder)
      : LayeredSource(std::move(inner), "as UTF-8"), decoder_(std::move(decoder)) {}

  Result<std::size_t> read(char* to, std::size_t most) override {
    while (given_ == text_.size() && !ended_) {
      OA_TRY(there, fill());
      text_ = decoder_.decode(input(), !there);
      use(input().size());
      given_ = 0;
      ended_ = !there;
    }
    const std::size_t got = text_.copy(to, most, given_);
    given_ += got;
    return got;
  }

 private:
  void restart() override {
    decoder_.restart();
    text_.clear();
    given_ = 0;
    ended_ = false;
  }

  Decoder decoder_;
  std::string text_;
  std::size_t given_ = 0;  // of text_
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> decoded(std::unique_ptr<ByteSource> inner, const std::string& encoding) {
  OA_TRY(decoder, Decoder::create(encoding));
  return std::unique_ptr<ByteSource>(std::make_unique<Decoded>(std::move(inner), std::move(decoder)));
}

}  // namespace openaffect
