// Stanford Sentiment Treebank: one tree a line, "(3 (2 It) (4 (2 's) …))". Every node becomes a row, parents first.
#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

struct Node {
  LabelId grade = 0;
  std::size_t first = 0;  // its words: [first, last) of the tree's
  std::size_t last = 0;
};

struct Tree {
  std::vector<Node> nodes;  // parents before children, left to right
  std::vector<std::string_view> words;
};

// Without recursion: a line may be nested as deep as it is long.
class TreeReader {
 public:
  explicit TreeReader(const RawLine& line) : line_(line) {}

  Result<Tree> read() {
    for (at_ = 0; at_ < line_.text.size();) {
      const char c = line_.text[at_];
      if (c == ' ') {
        ++at_;
      } else if (c == '(') {
        OA_CHECK(open());
      } else if (c == ')') {
        OA_CHECK(close());
      } else {
        OA_CHECK(word());
      }
    }
    if (tree_.nodes.empty()) return fail("no tree");
    if (!open_.empty()) return fail("a bracket is never closed");
    return std::move(tree_);
  }

 private:
  Error fail(const std::string& what) const {
    Error error = line_.error(what);
    error.where.byte = at_;
    return error;
  }

  Result<Done> open() {
    if (open_.empty() && !tree_.nodes.empty()) return fail("a second tree in one line");
    if (at_ + 1 >= line_.text.size()) return fail("a bracket without a grade");
    const char grade = line_.text[at_ + 1];
    if (grade < '0' || grade > '4') return fail("a grade that is not 0..4");
    open_.push_back(tree_.nodes.size());
    tree_.nodes.push_back({static_cast<LabelId>(grade - '0'), tree_.words.size(), 0});
    at_ += 2;
    return Done{};
  }

  Result<Done> close() {
    if (open_.empty()) return fail("a bracket is closed that was never opened");
    Node& node = tree_.nodes[open_.back()];
    node.last = tree_.words.size();
    if (node.first == node.last) return fail("a node without words");
    open_.pop_back();
    ++at_;
    return Done{};
  }

  Result<Done> word() {
    if (open_.empty()) return fail("a word outside of any bracket");
    const std::size_t end = std::min(line_.text.find_first_of(" ()", at_), line_.text.size());
    tree_.words.push_back(line_.text.substr(at_, end - at_));
    at_ = end;
    return Done{};
  }

  const RawLine& line_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;
  Tree tree_;
};

std::string words_of(const Tree& tree, const Node& node) {
  std::string text;
  for (std::size_t i = node.first; i < node.last; ++i) {
    if (i > node.first) text += ' ';
    text += tree.words[i];
  }
  return text;
}

struct Columns {
  ColumnOf<std::string> id, text, split;
  ColumnOf<std::int64_t> tree, node;
  ColumnOf<bool> root;
  ColumnOf<LabelId> gold;
};

void add_tree(const Tree& tree, std::uint64_t number, std::string_view split, const Columns& to, ItemTable& table) {
  for (std::size_t node = 0; node < tree.nodes.size(); ++node) {
    table.set(to.id, fmt::format("{}-{}-{}", split, number, node));
    table.set(to.text, words_of(tree, tree.nodes[node]));
    table.set(to.split, split);
    table.set(to.tree, static_cast<std::int64_t>(number));
    table.set(to.node, static_cast<std::int64_t>(node));
    table.set(to.root, node == 0);
    table.set(to.gold, tree.nodes[node].grade);
    table.end_row();
  }
}

}  // namespace

Result<Done> load_sst(const RawFiles& files, ItemTable& table) {
  constexpr std::pair<const char*, const char*> kSplits[] = {
      {"train", "train"}, {"dev", "development"}, {"test", "test"}};
  const Columns to{table.text("id", "split-tree-node"),
                   table.text("text"),
                   table.text("split"),
                   table.integer("tree", "counted from 1 in its split"),
                   table.integer("node", "counted from 0, parents first"),
                   table.boolean("root", "whether it is a whole sentence"),
                   table.label("sst5")};
  for (const auto& [name, split] : kSplits) {
    const std::string file = fmt::format("text/sst/{}.txt", name);
    OA_TRY(text, files.text(file));
    for (const RawLine& line : lines_of(text, file)) {
      OA_TRY(tree, TreeReader(line).read());
      add_tree(tree, line.row, split, to, table);
    }
  }
  return Done{};
}

}  // namespace openaffect
