#!/usr/bin/env bash
# Makes src/main/resources/demo/demo.ts, the built-in test stream. Needs a JDK >= 25 and ffmpeg with
# libx264 and libopus. Its output is committed: run it again only to change the picture.
#
# 300 pictures of 3000 ticks and 500 Opus packets of 1800 ticks are both 900000 ticks of the 90 kHz
# clock, so that the loop closes exactly. The sound is cut out of the middle of three turns, where
# the encoder is in steady state, so that its seam does not click.
set -euo pipefail
cd "$(dirname "$0")"

out=../resources/demo/demo.ts
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

material() { "$java" -Djava.awt.headless=true DemoMaterial.java "$1"; }
ff() { ffmpeg -nostdin -hide_banner -loglevel error -y "$@"; }

# Removes the encoder's user data (SEI, type 6), which would be sent to every viewer.
material pictures | ff \
  -f rawvideo -pixel_format bgr24 -video_size 1280x720 -framerate 30 -i - \
  -vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p \
  -color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709 \
  -c:v libx264 -profile:v baseline -level 3.1 -preset veryslow -bf 0 \
  -g 60 -keyint_min 60 -sc_threshold 0 -crf 16 -maxrate 2000k -bufsize 2000k \
  -bsf:v filter_units=remove_types=6 -f mp4 "$work/pictures.mp4"

material sound | ff \
  -f s16le -ar 48000 -ac 2 -i - \
  -c:a libopus -b:a 96k -vbr on -frame_duration 20 -application audio \
  -pes_payload_size 0 -f mpegts "$work/three-turns.ts"
ff -i "$work/three-turns.ts" -c copy -bsf:a 'noise=drop=lt(n\,500)+gte(n\,1000)' \
  -f mpegts "$work/one-turn.ts"

ff -i "$work/pictures.mp4" -i "$work/one-turn.ts" -map 0:v -map 1:a -c copy \
  -bsf:a 'setts=ts=N*20/1000/TB:duration=20/1000/TB' \
  -metadata service_name=demo -metadata service_provider=Sluice \
  -pes_payload_size 0 -f mpegts "$out"

ls -l "$out"
