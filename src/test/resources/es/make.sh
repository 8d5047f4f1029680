#!/bin/sh
# Makes the elementary streams beside it with ffmpeg (made with 5.1, libx265), and a list of the
# packets that ffprobe finds in each: bytes, duration in seconds, flags. Another version gives other
# bytes.
set -eu
cd "$(dirname "$0")"

tone='sine=frequency=440:sample_rate=48000'
tone44='sine=frequency=440:sample_rate=44100'
six='aevalsrc=exprs=0.1*sin(2000*t)|0.1*sin(2100*t)|0.1*sin(2200*t)|0.1*sin(90*t)|0.1*sin(2300*t)|0.1*sin(2400*t)'

# make NAME SOURCE OPTIONS OF FFMPEG...
make() {
  name=$1
  source=$2
  shift 2
  ffmpeg -nostdin -v error -y -fflags +bitexact -f lavfi -i "$source" -flags +bitexact "$@" "$name"
  ffprobe -v error -show_entries packet=size,duration_time,flags -of csv=p=0 "$name" |
    sed 's/^\(.*\),\(.*\),\(.*\)$/\2 \1 \3/' > "$name.txt"
}

mp3='-c:a libmp3lame -write_xing 0 -id3v2_version 0 -f mp3'
# shellcheck disable=SC2086
{
  make stereo.aac "$tone" -t 0.3 -ac 2 -c:a aac -b:a 48k -f adts
  make mono.latm "$tone44" -t 0.3 -c:a aac -b:a 32k -f latm -smc-interval 4
  make stereo.mp2 "$tone" -t 0.3 -ac 2 -c:a mp2 -b:a 64k -f mp2
  make mono.mp3 "$tone44" -t 0.3 -b:a 48k $mp3
  # MPEG-2, a variable bit rate.
  make lower.mp3 "$tone" -ar 22050 -t 0.4 -q:a 5 $mp3
  make surround.ac3 "$six:c=5.1:s=48000" -t 0.2 -c:a ac3 -b:a 224k -f ac3
  # At 44.1 kHz frames have two lengths.
  make mono44.ac3 "$tone44" -t 0.3 -c:a ac3 -b:a 64k -f ac3
  make stereo.eac3 "$tone" -t 0.3 -ac 2 -c:a eac3 -b:a 64k -f eac3
  # B-frames, parameter sets before each key frame, two slices.
  make bframes.h265 testsrc2=size=96x64:rate=15 -t 1 -c:v libx265 -b:v 30k -f hevc \
    -x265-params log-level=none:info=0:bframes=2:keyint=8:repeat-headers=1:slices=2:min-cu-size=8:ctu=16
  # Delimiters, 10 bits, 4:2:2, a conformance window.
  make aud.h265 testsrc2=size=98x66:rate=15 -t 0.4 -c:v libx265 -b:v 30k -f hevc -pix_fmt yuv422p10 \
    -x265-params log-level=none:info=0:aud=1
  make bframes.m2v testsrc2=size=96x64:rate=25 -t 0.4 -c:v mpeg2video -g 6 -bf 2 -q:v 20 -f mpeg2video
  make first.m1v testsrc2=size=96x64:rate=25 -t 0.2 -c:v mpeg1video -g 3 -q:v 20 -f mpeg1video
}
