# The page, bundled into the build folder where Node.js and npm are here; the program without it else. Sets
# DM_WEB_FOLDER, the folder to embed, and DM_WEB_STAMP, the file that is newer when the page is.
find_program(DM_NODE node)
find_program(DM_NPM npm)
if(DM_NODE AND DM_NPM)
  set(DM_WEB_FOLDER ${PROJECT_BINARY_DIR}/web)
  set(DM_WEB_STAMP ${DM_WEB_FOLDER}/index.html)
  file(GLOB_RECURSE DM_WEB_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/src/*)
  add_custom_command(
    OUTPUT ${DM_WEB_STAMP}
    COMMAND ${PROJECT_SOURCE_DIR}/web/tools/bundle ${DM_WEB_FOLDER}
    DEPENDS ${DM_WEB_SOURCES} ${PROJECT_SOURCE_DIR}/web/package-lock.json ${PROJECT_SOURCE_DIR}/web/build.mjs
            ${PROJECT_SOURCE_DIR}/web/tools/bundle ${PROJECT_SOURCE_DIR}/web/tools/packages
    COMMENT "Bundling the page"
    VERBATIM)
  add_custom_target(page DEPENDS ${DM_WEB_STAMP})
else()
  message(STATUS "No page: it is bundled by node and npm, which are not here (packages nodejs, npm)")
endif()
