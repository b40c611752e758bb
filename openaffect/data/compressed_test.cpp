#include "openaffect/data/compressed.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "openaffect/data/input_stream.h"

namespace openaffect {
namespace {

// What `gzip -9` makes: one member.
std::string gzip(const std::string& text) {
  z_stream stream = {};
  constexpr int kGzipOnly = 16, kMemory = 8;
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzipOnly, kMemory, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);  // as the zstd command does
  packed.resize(ZSTD_compress2(context, packed.data(), packed.size(), text.data(), text.size()));
  ZSTD_freeCCtx(context);
  return packed;
}

using Open = std::unique_ptr<ByteSource> (*)(std::unique_ptr<ByteSource>);

Result<std::string> unpack(Open open, const std::string& packed, std::size_t most = 1000) {
  const auto source = open(memory_source(packed));
  std::string text(most, '\0'), all;
  for (;;) {
    OA_TRY(got, source->read(text.data(), most));
    if (got == 0) return all;
    all += text.substr(0, got);
  }
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "row " + std::to_string(i * 7919 % 10'007) + "\n";
  return text;
}

struct Format {
  std::string (*pack)(const std::string&);
  Open open;
  bool (*is)(std::string_view);
};
constexpr Format kFormats[] = {{gzip, gunzipped, is_gzip}, {zstd, unzstded, is_zstd}};

TEST(Compressed, gives_what_was_packed) {
  for (const Format& format : kFormats)
    for (const std::string& text : {std::string(), std::string("x"), long_text()}) {
      EXPECT_TRUE(format.is(format.pack(text)));
      for (const std::size_t most : {1U, 1000U, 1U << 20}) {
        if (most == 1 && text.size() > 1000) continue;
        EXPECT_EQ(*unpack(format.open, format.pack(text), most), text);
      }
    }
}

TEST(Compressed, members_follow_each_other) {
  for (const Format& format : kFormats)
    EXPECT_EQ(*unpack(format.open, format.pack("ab") + format.pack("") + format.pack("cd")), "abcd");
  EXPECT_EQ(*unpack(gunzipped, gzip("ab") + std::string(100, '\0')), "ab");  // padding, as on a tape
}

TEST(Compressed, every_cut_is_noticed) {
  for (const Format& format : kFormats) {
    const std::string packed = format.pack("a text that is long enough to be cut in many places");
    for (std::size_t size = 4; size < packed.size(); ++size) {
      const auto cut = unpack(format.open, packed.substr(0, size));
      ASSERT_FALSE(cut) << size;
      EXPECT_EQ(cut.error().kind, ErrorKind::format);
    }
  }
}

TEST(Compressed, damage_is_noticed_with_its_place) {
  std::string packed = gzip(long_text());
  packed[packed.size() - 6] ^= 1;  // the checksum
  const auto damaged = unpack(gunzipped, packed);
  ASSERT_FALSE(damaged);
  EXPECT_NE(damaged.error().what.find("damaged"), std::string::npos);
  EXPECT_TRUE(damaged.error().where.byte);
  std::string frame = zstd(long_text());
  frame[frame.size() / 2] ^= 0x55;
  EXPECT_FALSE(unpack(unzstded, frame));
  EXPECT_FALSE(unpack(gunzipped, gzip("ab") + "garbage"));
}

TEST(Compressed, goes_on_at_any_byte) {
  for (const Format& format : kFormats) {
    const std::string text = long_text();
    InputStream stream(format.open(memory_source(format.pack(text))), 1000);
    ASSERT_TRUE(*stream.more());
    stream.consume(500);
    const std::string hash = stream.hash_state();
    ASSERT_TRUE(*stream.more());
    for (const bool verify : {false, true}) {
      ASSERT_TRUE(stream.go_to(500, hash, verify));
      ASSERT_TRUE(*stream.more());
      EXPECT_EQ(stream.pending().substr(0, 100), text.substr(500, 100));
    }
    EXPECT_EQ(stream.go_to(text.size() + 1, hash, false).error().kind, ErrorKind::refused);
  }
}

TEST(Gunzip, gives_the_whole_or_refuses) {
  EXPECT_EQ(*gunzip(gzip("abc"), 3), "abc");
  EXPECT_NE(gunzip(gzip("abc"), 2).error().what.find("more than 2 bytes"), std::string::npos);
  EXPECT_FALSE(gunzip("nonsense", 100));
}

TEST(Compressed, the_name_says_that_places_are_those_of_the_content) {
  EXPECT_EQ(gunzipped(memory_source(gzip("a"), "a.csv.gz"))->info().name, "a.csv.gz, unpacked");
}

}  // namespace
}  // namespace openaffect
