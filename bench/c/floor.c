// The C reference: encrypts a stream's packets and sends them to N viewers with UDP segmentation
// offload, many viewers per system call, and nothing else. It is the lower bound for a server.
//
//   floor PATTERN WARM_SECONDS HOLD_SECONDS PORT...
//
// PATTERN has one line per access unit, in order of time:
//   DUE_NANOS RUNS { PACKETS SEGMENT_BYTES LAST_BYTES }...
// where SEGMENT_BYTES and LAST_BYTES are sizes of RTP packets before encryption (RFC 3550 header
// included). Receivers are at 127.0.0.1. Prints one line of JSON.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum {
  HEADER_BYTES = 12,
  TAG_BYTES = 16,
  NONCE_BYTES = 12,
  MAX_RUNS = 64,
  MAX_RUN_PACKETS = 64,
  MAX_PACKET_BYTES = 1500,
  MAX_VIEWERS = 4096,
  SOCKET_BUFFER_BYTES = 4 << 20,
  TOGETHER = 32,
  TOGETHER_BYTES = 256 << 10,
};

struct run {
  int packets, segment_bytes, last_bytes;
};

struct unit {
  long long due_nanos;
  int runs;
  struct run run[MAX_RUNS];
};

struct viewer {
  struct sockaddr_in address;
  void *cipher;
  uint64_t packets;
};

static unsigned char media[1 << 20];

// Messages of one system call: as much data as fits the second-level cache of a core.
static struct mmsghdr messages[TOGETHER];
static struct iovec pieces[TOGETHER];
static union {
  char bytes[CMSG_SPACE(sizeof(uint16_t))];
  struct cmsghdr align;
} controls[TOGETHER];
static unsigned char trains[TOGETHER_BYTES];
static int together, together_bytes;
static struct viewer viewers[MAX_VIEWERS];

// The functions of OpenSSL's provider (provider-cipher(7)), called directly like in the service: EVP
// adds 55 ns per packet, a fifth of the time for a small packet.
static OSSL_FUNC_cipher_newctx_fn *new_context;
static OSSL_FUNC_cipher_encrypt_init_fn *encrypt_init;
static OSSL_FUNC_cipher_update_fn *update;
static OSSL_FUNC_cipher_final_fn *final;
static OSSL_FUNC_cipher_get_ctx_params_fn *get_parameters;
static void *provider_context;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static long long now_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(long long nanos) {
  struct timespec t = {nanos / 1000000000LL, nanos % 1000000000LL};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
  }
}

static double cpu_micros(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e6 + use.ru_utime.tv_usec +
         use.ru_stime.tv_usec;
}

static struct unit *read_pattern(const char *file, int *count) {
  FILE *in = fopen(file, "r");
  if (!in) die(file);
  int capacity = 1024;
  struct unit *units = malloc(capacity * sizeof *units);
  *count = 0;
  struct unit u;
  while (fscanf(in, "%lld %d", &u.due_nanos, &u.runs) == 2) {
    if (u.runs > MAX_RUNS) exit(2);
    for (int i = 0; i < u.runs; i++) {
      struct run *r = &u.run[i];
      if (fscanf(in, "%d %d %d", &r->packets, &r->segment_bytes, &r->last_bytes) != 3) exit(2);
      if (r->packets > MAX_RUN_PACKETS || r->segment_bytes + TAG_BYTES > MAX_PACKET_BYTES) exit(2);
    }
    if (*count == capacity) units = realloc(units, (capacity *= 2) * sizeof *units);
    units[(*count)++] = u;
  }
  fclose(in);
  return units;
}

// True if name is the first of the colon-separated names; AES-128-GCM-SIV is another cipher.
static int is_named(const char *names, const char *name) {
  size_t length = strlen(name);
  return strncmp(names, name, length) == 0 && (names[length] == ':' || names[length] == 0);
}

static const OSSL_DISPATCH *find_cipher(const OSSL_PROVIDER *provider, const char *name) {
  int no_cache;
  const OSSL_ALGORITHM *a = OSSL_PROVIDER_query_operation(provider, OSSL_OP_CIPHER, &no_cache);
  for (; a && a->algorithm_names; a++) {
    if (is_named(a->algorithm_names, name)) return a->implementation;
  }
  exit(3);
}

static void load_cipher(const char *name) {
  EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, name, NULL);
  if (!cipher) exit(3);
  const OSSL_PROVIDER *provider = EVP_CIPHER_get0_provider(cipher);
  provider_context = OSSL_PROVIDER_get0_provider_ctx(provider);
  for (const OSSL_DISPATCH *d = find_cipher(provider, name); d->function_id; d++) {
    switch (d->function_id) {
      case OSSL_FUNC_CIPHER_NEWCTX: new_context = OSSL_FUNC_cipher_newctx(d); break;
      case OSSL_FUNC_CIPHER_ENCRYPT_INIT: encrypt_init = OSSL_FUNC_cipher_encrypt_init(d); break;
      case OSSL_FUNC_CIPHER_UPDATE: update = OSSL_FUNC_cipher_update(d); break;
      case OSSL_FUNC_CIPHER_FINAL: final = OSSL_FUNC_cipher_final(d); break;
      case OSSL_FUNC_CIPHER_GET_CTX_PARAMS: get_parameters = OSSL_FUNC_cipher_get_ctx_params(d);
    }
  }
}

static void open_viewer(struct viewer *v, int port, int index) {
  unsigned char key[16];
  memset(key, index + 1, sizeof key);
  v->address.sin_family = AF_INET;
  v->address.sin_port = htons(port);
  v->address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  v->cipher = new_context(provider_context);
  if (!encrypt_init(v->cipher, key, sizeof key, NULL, 0, NULL)) exit(3);
}

// Writes one SRTP packet (RFC 7714) of the given size before encryption.
static int protect(struct viewer *v, unsigned char *out, int bytes, size_t *media_at) {
  unsigned char nonce[NONCE_BYTES] = {0};
  uint64_t index = v->packets++;
  size_t done = 0;
  memset(out, 0, HEADER_BYTES);
  out[0] = 0x80;
  out[1] = 96;
  out[2] = index >> 8;
  out[3] = index;
  memcpy(nonce + 4, &index, sizeof index);
  int payload = bytes - HEADER_BYTES;
  if (*media_at + payload > sizeof media) *media_at = 0;
  unsigned char *body = out + HEADER_BYTES;
  OSSL_PARAM tag[] = {
      OSSL_PARAM_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, body + payload, TAG_BYTES), OSSL_PARAM_END};
  encrypt_init(v->cipher, NULL, 0, nonce, sizeof nonce, NULL);
  update(v->cipher, NULL, &done, HEADER_BYTES, out, HEADER_BYTES);
  update(v->cipher, body, &done, payload, media + *media_at, payload);
  final(v->cipher, body + payload, &done, TAG_BYTES);
  if (!get_parameters(v->cipher, tag)) exit(3);
  *media_at += payload;
  return bytes + TAG_BYTES;
}

static void flush(int socket) {
  for (int sent = 0; sent < together;) {
    int more = sendmmsg(socket, messages + sent, together - sent, 0);
    if (more < 0) die("sendmmsg");
    sent += more;
  }
  together = together_bytes = 0;
}

static void add_train(int socket, struct viewer *v, int bytes, int segment_bytes) {
  struct msghdr *message = &messages[together].msg_hdr;
  struct iovec *piece = &pieces[together];
  *piece = (struct iovec){trains + together_bytes, bytes};
  *message = (struct msghdr){&v->address, sizeof v->address, piece, 1, NULL, 0, 0};
  if (bytes > segment_bytes) {
    message->msg_control = controls[together].bytes;
    message->msg_controllen = sizeof controls[together].bytes;
    struct cmsghdr *c = CMSG_FIRSTHDR(message);
    c->cmsg_level = IPPROTO_UDP;
    c->cmsg_type = UDP_SEGMENT;
    c->cmsg_len = CMSG_LEN(sizeof(uint16_t));
    uint16_t size = segment_bytes;
    memcpy(CMSG_DATA(c), &size, sizeof size);
  }
  together++;
  together_bytes += bytes;
  if (together == TOGETHER || together_bytes > TOGETHER_BYTES - MAX_RUN_PACKETS * MAX_PACKET_BYTES)
    flush(socket);
}

// Returns the number of packets sent or queued for the next system call.
static int send_unit(int socket, struct viewer *v, const struct unit *u) {
  size_t media_at = (u->due_nanos / 1000) % (sizeof media / 2);
  int packets = 0;
  for (int i = 0; i < u->runs; i++) {
    const struct run *r = &u->run[i];
    unsigned char *train = trains + together_bytes;
    int bytes = 0;
    for (int p = 0; p < r->packets; p++) {
      int size = p + 1 == r->packets ? r->last_bytes : r->segment_bytes;
      bytes += protect(v, train + bytes, size, &media_at);
    }
    add_train(socket, v, bytes, r->segment_bytes + TAG_BYTES);
    packets += r->packets;
  }
  return packets;
}

int main(int argc, char **argv) {
  if (argc < 5 || argc - 4 > MAX_VIEWERS) {
    fprintf(stderr, "usage: floor PATTERN WARM_SECONDS HOLD_SECONDS PORT...\n");
    return 2;
  }
  int units = 0;
  struct unit *unit = read_pattern(argv[1], &units);
  long long warm = atof(argv[2]) * 1e9, hold = atof(argv[3]) * 1e9;
  int count = argc - 4, size = SOCKET_BUFFER_BYTES;
  int socket_fd = socket(AF_INET, SOCK_DGRAM, 0);
  setsockopt(socket_fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  load_cipher("AES-128-GCM");
  for (int i = 0; i < count; i++) open_viewer(&viewers[i], atoi(argv[4 + i]), i);

  long long begin = now_nanos(), packets = 0, total = 0, held_from = 0;
  double cpu = 0;
  for (int i = 0; i < units && unit[i].due_nanos < warm + hold; i++) {
    sleep_until(begin + unit[i].due_nanos);
    if (!held_from && unit[i].due_nanos >= warm) {
      held_from = now_nanos();
      cpu = cpu_micros();
      packets = 0;
    }
    for (int v = 0; v < count; v++) {
      int sent = send_unit(socket_fd, &viewers[v], &unit[i]);
      packets += sent;
      total += sent;
    }
    flush(socket_fd);
  }
  sleep_until(begin + warm + hold);
  printf("{\"packets\": %lld, \"totalPackets\": %lld, \"cpuMicros\": %.0f, \"seconds\": %.3f}\n", packets,
         total, cpu_micros() - cpu, (now_nanos() - held_from) / 1e9);
  return 0;
}
