# nlohmann/json for em++: its headers alone, through a link in the build folder, because -I/usr/include
# would put the machine's C library in front of Emscripten's.
find_path(FIELDCALL_NLOHMANN_DIR nlohmann/json.hpp PATHS /usr/include /usr/local/include
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
include(FindPackageHandleStandardArgs)
if(FIELDCALL_NLOHMANN_DIR)
  file(STRINGS "${FIELDCALL_NLOHMANN_DIR}/nlohmann/detail/abi_macros.hpp" version_lines
       REGEX "define NLOHMANN_JSON_VERSION_(MAJOR|MINOR|PATCH)")
  string(REGEX REPLACE "[^0-9;]" "" version_numbers "${version_lines}")
  list(JOIN version_numbers "." nlohmann_json_VERSION)
endif()
find_package_handle_standard_args(nlohmann_json REQUIRED_VARS FIELDCALL_NLOHMANN_DIR
                                  VERSION_VAR nlohmann_json_VERSION)
if(nlohmann_json_FOUND AND NOT TARGET nlohmann_json::nlohmann_json)
  set(link_dir "${PROJECT_BINARY_DIR}/nlohmann")
  file(MAKE_DIRECTORY "${link_dir}")
  file(CREATE_LINK "${FIELDCALL_NLOHMANN_DIR}/nlohmann" "${link_dir}/nlohmann" SYMBOLIC)
  add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED GLOBAL)
  set_target_properties(nlohmann_json::nlohmann_json PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${link_dir}")
endif()
