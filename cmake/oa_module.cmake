# oa_module(name SOURCES a.cpp … [TESTS a_test.cpp …] [USES lower modules …] [LINK third parties …]
#           [LIBRARY openaffect|openaffect_tables|openaffect_neural] [PRECOMPILE <header> …] [PART part])
#
# Declares one folder under openaffect/ as a module: an object library with our warnings, placed in one of the shared
# libraries, and beside it an executable NAME_test with its unit tests. Fails when a used module is not below NAME in
# cmake/layers.txt, so that the build and tools/check_layers.py hold the same law. A module whose units live in both
# libraries is declared twice, the second time as a PART, whose targets are named NAME_PART.
include_guard()

file(STRINGS ${CMAKE_SOURCE_DIR}/cmake/layers.txt oa_layers REGEX "^[^#]")

function(oa_level module out)
  set(level 0)
  foreach(layer IN LISTS oa_layers)
    string(REPLACE " " ";" modules "${layer}")
    if(module IN_LIST modules)
      set(${out} ${level} PARENT_SCOPE)
      return()
    endif()
    math(EXPR level "${level} + 1")
  endforeach()
  message(FATAL_ERROR "${module} stands in no line of cmake/layers.txt")
endfunction()

# Warnings and the include root, for every target of ours; with a sanitizer, what each unit and program needs of it.
add_library(oa_flags INTERFACE)
target_include_directories(oa_flags INTERFACE $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}> $<BUILD_INTERFACE:${CMAKE_BINARY_DIR}/generated>)
target_compile_options(oa_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror
                       -fvisibility-inlines-hidden -ffp-contract=off
                       # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651).
                       $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_link_options(oa_flags INTERFACE -Wl,--as-needed)
find_program(OA_MOLD mold)
if(OA_MOLD)
  target_link_options(oa_flags INTERFACE -fuse-ld=mold)
endif()
find_program(OA_CCACHE ccache)
if(OA_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${OA_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${OA_CCACHE})
endif()
if(OA_SANITIZE)
  # -O0: what the sanitizers add compiles in half of the time that it takes at -O1.
  target_compile_options(oa_flags INTERFACE -O0 -g1 -fno-omit-frame-pointer)
  target_link_options(oa_flags INTERFACE -fsanitize=${OA_SANITIZE})
  set(oa_sanitized -fsanitize=${OA_SANITIZE} -fno-sanitize-recover=all)
  # The libraries are what is tested: units of tests get only what has to be in every unit.
  if(OA_SANITIZE MATCHES "address|thread")
    set(oa_sanitized_tests -fsanitize=${CMAKE_MATCH_0})
  endif()
  if(OA_SANITIZE MATCHES "thread")
    target_compile_definitions(oa_flags INTERFACE OA_PIPELINE_ON_THREADS)
  endif()
endif()

function(oa_module name)
  cmake_parse_arguments(arg "" "LIBRARY;PART" "SOURCES;TESTS;USES;LINK;PRECOMPILE" ${ARGN})
  oa_level(${name} level)
  foreach(used IN LISTS arg_USES)
    oa_level(${used} used_level)
    if(NOT used_level LESS level)
      message(FATAL_ERROR "module ${name} may not use ${used}: it is not below it in cmake/layers.txt")
    endif()
  endforeach()
  if(NOT arg_LIBRARY)
    set(arg_LIBRARY openaffect)
  endif()
  if(arg_PART)
    string(APPEND name _${arg_PART})
  endif()

  add_library(oa_${name} OBJECT ${arg_SOURCES})
  target_compile_options(oa_${name} PRIVATE ${oa_sanitized})
  target_link_libraries(oa_${name} PRIVATE oa_flags ${arg_LINK})
  # Half of what a unit takes to compile. Not with g++ 12, which then sees overlaps that are not there (GCC bug 105651).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT arg_PRECOMPILE)
    set(arg_PRECOMPILE <algorithm> <cmath> <map> <memory> <optional> <span> <string> <string_view> <unordered_map> <vector>)
    if("fmt::fmt" IN_LIST arg_LINK)
      list(APPEND arg_PRECOMPILE <fmt/format.h> <fmt/ranges.h>)
    endif()
    if("nlohmann_json::nlohmann_json" IN_LIST arg_LINK)
      list(APPEND arg_PRECOMPILE <nlohmann/json.hpp>)
    endif()
  endif()
  if(arg_PRECOMPILE)
    target_precompile_headers(oa_${name} PRIVATE ${arg_PRECOMPILE})
  endif()
  target_link_libraries(${arg_LIBRARY} PRIVATE oa_${name} ${arg_LINK})

  if(OA_TESTS AND arg_TESTS)
    add_executable(${name}_test ${arg_TESTS})
    target_link_libraries(${name}_test PRIVATE oa_flags openaffect ${arg_LIBRARY} ${arg_LINK} GTest::gmock GTest::gtest_main)
    # Tests are compiled once and run once: -O0 is quickest in sum, and g++ 12 invents no overflows then.
    target_compile_options(${name}_test PRIVATE -O0 ${oa_sanitized_tests})
    target_compile_definitions(${name}_test PRIVATE OA_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_precompile_headers(${name}_test PRIVATE <gtest/gtest.h> <gmock/gmock.h> ${arg_PRECOMPILE})
    add_test(NAME ${name} COMMAND ${name}_test)
    set_tests_properties(${name} PROPERTIES LABELS unit)
  endif()
endfunction()
