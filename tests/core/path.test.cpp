// Where a setting is, as refusals name it.
#include "backprop/path.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

using backprop::Path;

TEST_CASE("A path is written as the setting is in JavaScript", "[error]") {
  CHECK(Path("seed").text() == "seed");
  CHECK(Path("layers")[1].at("units").text() == "layers[1].units");
  CHECK(Path("data").at("inputs")[12][0].text() == "data.inputs[12][0]");
}

TEST_CASE("What has no name is written without a point before its settings", "[error]") {
  CHECK(Path("").text().empty());
  CHECK(Path("").at("seed").text() == "seed");
  CHECK(Path("")[3].text() == "[3]");
}
