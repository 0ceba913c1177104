// libgit2's static archive defines its TLS and SSH transports in members of their own. Defining their entry points
// here as "not available" keeps the linker from pulling those members in, and with them mbedTLS's decoding of the
// whole CA bundle at start-up (4 to 7 ms) and a dozen shared libraries. funnel never speaks to a network through
// libgit2: fetch and push go through git itself.
#include "CLibgit2Stubs.h"

#include <git2.h>
#include <git2/sys/stream.h>
#include <git2/sys/transport.h>

static int unavailable(const char *what) {
  git_error_set_str(GIT_ERROR_NET, what);
  return -1;
}

int git_mbedtls_stream_global_init(void) { return 0; }

int git_mbedtls__set_cert_location(const char *file, const char *path) {
  (void)file;
  (void)path;
  return unavailable("TLS is not available: use git for network transport");
}

int git_mbedtls_stream_new(git_stream **out, const char *host, const char *port) {
  (void)out;
  (void)host;
  (void)port;
  return unavailable("TLS is not available: use git for network transport");
}

int git_mbedtls_stream_wrap(git_stream **out, git_stream *in, const char *host) {
  (void)out;
  (void)in;
  (void)host;
  return unavailable("TLS is not available: use git for network transport");
}

int git_transport_ssh_global_init(void) { return 0; }

int git_smart_subtransport_ssh(git_smart_subtransport **out, git_transport *owner, void *param) {
  (void)out;
  (void)owner;
  (void)param;
  return unavailable("SSH is not available: use git for network transport");
}

int git_transport_ssh_with_paths(git_transport **out, git_remote *owner, void *payload) {
  (void)out;
  (void)owner;
  (void)payload;
  return unavailable("SSH is not available: use git for network transport");
}

int git_http_auth_negotiate(void **out, const void *url) {
  (void)out;
  (void)url;
  return unavailable("Negotiate authentication is not available: use git for network transport");
}
