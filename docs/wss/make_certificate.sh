#!/bin/sh
# Makes a key and a certificate that it signs itself, to try wss:// on this machine.
# usage: make_certificate.sh FOLDER [NAME...]   default names: localhost 127.0.0.1 ::1
# Writes FOLDER/key.pem (keep it secret) and FOLDER/certificate.pem, good for 30 days. A client must be told to
# trust the certificate; other people's browsers will not. For a public name get one from Let's Encrypt, for example.
set -eu
[ $# -ge 1 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
folder=$1
shift
[ $# -gt 0 ] || set -- localhost 127.0.0.1 ::1
command -v openssl >/dev/null || { echo "make_certificate: openssl is not installed" >&2; exit 1; }

# Clients look for the requested name among the alternative names; they no longer use the common name.
names=
for name in "$@"; do
  case $name in
    *:* | *[0-9].[0-9]*) names=$names,IP:$name ;;
    *) names=$names,DNS:$name ;;
  esac
done

mkdir -p "$folder"
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" \
  -addext "subjectAltName=${names#,}" -keyout "$folder/key.pem" -out "$folder/certificate.pem" \
  2>"$folder/openssl.log" || { cat "$folder/openssl.log" >&2; exit 1; }
rm -f "$folder/openssl.log"
chmod 644 "$folder/certificate.pem"
echo "$folder/key.pem $folder/certificate.pem (${names#,})"
