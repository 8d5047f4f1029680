#!/usr/bin/env bash
# Makes the streams for the benchmarks: 720p30 at 2.5 Mbit/s in constrained baseline, Opus in packets
# of 20 ms; one stream with a key frame every 2 s, one with a key frame every 10 s. Added noise makes
# all pictures differ and keeps the encoder at the target rate. With KILOBITS: one stream of that rate.
#
#   material.sh FOLDER SECONDS [KILOBITS]
set -euo pipefail

folder=$1
seconds=$2
mkdir -p "$folder"

# $1: distance of key frames in seconds; $2: kilobits a second; $3: name of the file, without its length
make_stream() {
  local gop_seconds=$1 kilobits=$2 name=$3
  local file=$folder/$name-$seconds.ts
  [ -f "$file" ] && return
  local other length
  for other in "$folder/$name"-*.ts; do
    length=${other##*-}
    length=${length%.ts}
    # A longer one begins alike.
    if [ -f "$other" ] && [ "$length" -gt "$seconds" ]; then
      ln "$other" "$file"
      return
    fi
  done
  ffmpeg -nostdin -v error -y \
    -f lavfi -i "testsrc2=size=1280x720:rate=30,noise=alls=12:allf=t" \
    -f lavfi -i "sine=frequency=440:sample_rate=48000" -t "$seconds" \
    -pix_fmt yuv420p -c:v libx264 -profile:v baseline -level 3.1 -preset ultrafast -bf 0 -threads 1 \
    -b:v "${kilobits}k" -maxrate "${kilobits}k" -bufsize "$((kilobits / 2))k" -g $((30 * gop_seconds)) -keyint_min $((30 * gop_seconds)) \
    -sc_threshold 0 \
    -c:a libopus -b:a 64k -frame_duration 20 \
    -f mpegts -mpegts_start_pid 0x100 -pes_payload_size 0 -flush_packets 1 "$file.part"
  mv "$file.part" "$file"
}

if [ $# -gt 2 ]; then
  make_stream 2 "$3" "kilobits$3"
else
  make_stream 2 2500 gop2
  make_stream 10 2500 gop10
fi
