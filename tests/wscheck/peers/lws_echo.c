// An echo server on libwebsockets. usage: lws_echo PORT
#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

struct message {
  struct message *next;
  size_t length;
  int binary;
  unsigned char bytes[];  // LWS_PRE of them before the payload
};

struct session {
  unsigned char *part;  // of a message that is not complete
  size_t have;
  int binary;
  struct message *first, **last;  // to be sent
};

static int receive(struct lws *wsi, struct session *session, const void *in, size_t length) {
  if (lws_is_first_fragment(wsi)) {
    session->have = 0;
    session->binary = lws_frame_is_binary(wsi);
  }
  if (session->have + length > (64u << 20)) return -1;
  session->part = realloc(session->part, session->have + length + 1);
  memcpy(session->part + session->have, in, length);
  session->have += length;
  if (!lws_is_final_fragment(wsi)) return 0;
  struct message *message = malloc(sizeof *message + LWS_PRE + session->have);
  message->next = NULL;
  message->length = session->have;
  message->binary = session->binary;
  memcpy(message->bytes + LWS_PRE, session->part, session->have);
  *session->last = message;
  session->last = &message->next;
  lws_callback_on_writable(wsi);
  return 0;
}

static int send_one(struct lws *wsi, struct session *session) {
  struct message *message = session->first;
  if (!message) return 0;
  const enum lws_write_protocol kind = message->binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT;
  if (lws_write(wsi, message->bytes + LWS_PRE, message->length, kind) < 0) return -1;
  session->first = message->next;
  if (!session->first) session->last = &session->first;
  free(message);
  if (session->first) lws_callback_on_writable(wsi);
  return 0;
}

static int echo(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
  struct session *session = user;
  switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
      memset(session, 0, sizeof *session);
      session->last = &session->first;
      return 0;
    case LWS_CALLBACK_RECEIVE:
      return receive(wsi, session, in, length);
    case LWS_CALLBACK_SERVER_WRITEABLE:
      return send_one(wsi, session);
    case LWS_CALLBACK_CLOSED:
      free(session->part);
      while (session->first) {
        struct message *next = session->first->next;
        free(session->first);
        session->first = next;
      }
      return 0;
    default:
      return lws_callback_http_dummy(wsi, reason, user, in, length);
  }
}

int main(int count, char **words) {
  static const struct lws_protocols protocols[] = {{"echo", echo, sizeof(struct session), 65536, 0, NULL, 0},
                                                   {NULL, NULL, 0, 0, 0, NULL, 0}};
  struct lws_context_creation_info info;
  memset(&info, 0, sizeof info);
  info.port = count > 1 ? atoi(words[1]) : 0;
  info.iface = "127.0.0.1";
  info.protocols = protocols;
  info.options = LWS_SERVER_OPTION_VALIDATE_UTF8;
  lws_set_log_level(LLL_ERR, NULL);
  struct lws_context *context = lws_create_context(&info);
  while (context && lws_service(context, 0) >= 0) {
  }
  return 1;
}
