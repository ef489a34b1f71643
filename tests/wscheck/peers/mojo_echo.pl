# An echo server on Mojolicious. usage: mojo_echo.pl daemon -l http://127.0.0.1:PORT
use Mojolicious::Lite -signatures;

websocket '/' => sub ($c) {
  $c->tx->max_websocket_size(64 << 20);
  $c->inactivity_timeout(300);
  $c->on(text   => sub ($c, $bytes) { $c->send({text   => $bytes}) });
  $c->on(binary => sub ($c, $bytes) { $c->send({binary => $bytes}) });
};
app->log->level('fatal');
app->start;
