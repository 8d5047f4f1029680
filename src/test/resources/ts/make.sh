#!/bin/sh
# Makes the transport streams beside it with ffmpeg (made with 5.1, libx264, libx265, libopus).
# Another version gives other bytes: then run the tests once with -Dgolden.update=true and review the
# differences of the dumps.
set -eu
cd "$(dirname "$0")"

picture='testsrc2=size=160x120:rate=15'
tone='sine=frequency=440:sample_rate=48000'
x264='-c:v libx264 -preset veryfast -b:v 120k -g 15'
opus='-c:a libopus -b:a 32k'

# make NAME OPTIONS OF FFMPEG...
make() {
  name=$1
  shift
  # shellcheck disable=SC2086
  ffmpeg -nostdin -v error -y -fflags +bitexact "$@" -flags +bitexact -f mpegts "$name.ts"
}

both="-f lavfi -i $picture -f lavfi -i $tone"
video="-f lavfi -i $picture"
audio="-f lavfi -i $tone"

# shellcheck disable=SC2086
{
  # ffmpeg's default: five Opus packets in a PES packet.
  make h264-opus $both -t 2 $x264 -bf 0 $opus
  # The options of the README: one Opus packet in a PES packet.
  make h264-opus-single $both -t 2 $x264 -bf 0 $opus -pes_payload_size 0
  # B-frames, also as references: PTS and DTS differ.
  make h264-bframes $video -t 2 $x264 -bf 3
  # Four slices, delimiters, parameter sets before every key frame.
  make h264-slices $video -t 1 $x264 -bf 0 -x264-params slices=4:aud=1:repeat-headers=1
  # No IDR but the first: recovery points.
  make h264-intra-refresh $video -t 2 $x264 -bf 0 -x264-params intra-refresh=1
  # Video PES packets with a length.
  make h264-bounded $video -t 1 $x264 -bf 0 -omit_video_pes_length 0
  # Stamps cross the 33-bit edge (95443.7 s).
  make h264-opus-wrap $both -t 2 $x264 -bf 2 $opus -output_ts_offset 95442.5 -muxdelay 0
  make opus $audio -t 1 $opus
  make opus-stereo $audio -t 1 -ac 2 $opus -pes_payload_size 0
  make h264-aac $both -t 1 $x264 -bf 0 -c:a aac -b:a 48k
  make h265-opus $both -t 2 -c:v libx265 -preset ultrafast -x265-params bframes=0:keyint=15:log-level=none \
    -c:a libopus -b:a 32k -ac 2 -pes_payload_size 0
  make h265-ac3 $both -t 1 -c:v libx265 -b:v 100k -x265-params log-level=none -c:a ac3 -b:a 64k
  make mpeg2-mp2 $both -t 1 -c:v mpeg2video -r 25 -b:v 120k -c:a mp2 -b:a 64k
  make h264-eac3 $both -t 1 $x264 -bf 0 -c:a eac3 -b:a 64k
  # B-frames that are no references.
  make h264-disposable $video -t 1 $x264 -bf 2 -x264-params b-pyramid=none
  # A time stamp before each packet.
  make h264-opus-192 $both -t 1 $x264 -bf 0 $opus -mpegts_m2ts_mode 1
  # Two programs; only the second is playable.
  make two-programs $both -t 1 -map 1:a -map 0:v -map 1:a -c:v libx264 -preset veryfast \
    -b:v 120k -bf 0 -c:a:0 aac -b:a:0 48k -c:a:1 libopus -b:a:1 32k \
    -program program_num=7:st=0 -program program_num=9:st=1:st=2
}

# The picture changes its size, and stamps restart.
ffmpeg -nostdin -v error -y -f lavfi -i testsrc2=size=208x112:rate=15 -t 1 \
  -c:v libx264 -preset veryfast -b:v 120k -g 15 -bf 0 -flags +bitexact -f mpegts second.tmp
cat h264-bounded.ts second.tmp > h264-size-change.ts
rm second.tmp

# Each NAL unit in a PES packet of its own (made with GStreamer 1.22).
gst-launch-1.0 -q videotestsrc num-buffers=20 pattern=ball ! \
  video/x-raw,format=I420,width=160,height=120,framerate=30/1 ! \
  x264enc bitrate=100 threads=1 key-int-max=10 bframes=0 option-string=slices=4 speed-preset=veryfast ! \
  h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=nal ! mpegtsmux ! \
  filesink location=h264-nal-per-pes.ts

# Streams that ffmpeg does not write, made from the above (after mvn test-compile).
root=../../../..
"${JAVA_HOME:?}/bin/java" -cp "$root/target/classes:$root/target/test-classes" \
  dev.sluice.container.mpegts.OddStreams .
