#!/bin/sh
# Makes the sounds beside it with ffmpeg (made with 5.1): half a second of 440 Hz on the left and of
# 1000 Hz on the right, each with an amplitude of 0.25. Another version gives other bytes.
#
# he.aac, hev2.aac and he.latm are one second, made by libfdk-aac (crate fdk-aac-sys 0.5.0), which
# ffmpeg from Debian lacks: 48, 32 and 48 kbit/s, signalled implicitly. Its delays (nDelay) are 5058,
# 7106 and 5058 samples.
set -eu
cd "$(dirname "$0")"

# make NAME RATE OPTIONS OF FFMPEG...
make() {
  name=$1
  rate=$2
  shift 2
  ffmpeg -nostdin -v error -y -fflags +bitexact -f lavfi \
    -i "aevalsrc=exprs=0.25*sin(2*PI*440*t)|0.25*sin(2*PI*1000*t):s=$rate" \
    -flags +bitexact -t 0.5 "$@" "$name"
}

mp3='-c:a libmp3lame -write_xing 0 -id3v2_version 0 -f mp3'
# shellcheck disable=SC2086
{
  make stereo.aac 48000 -c:a aac -b:a 128k -aac_pns 0 -f adts
  make stereo44.aac 44100 -c:a aac -b:a 128k -aac_pns 0 -f adts
  make stereo.latm 48000 -c:a aac -b:a 128k -f latm -smc-interval 4
  make stereo.mp2 48000 -c:a mp2 -b:a 192k -f mp2
  make stereo44.mp3 44100 -b:a 128k $mp3
  make stereo.ac3 48000 -c:a ac3 -b:a 192k -f ac3
  make stereo.eac3 48000 -c:a eac3 -b:a 192k -f eac3
  make smpte302.ts 48000 -t 0.1 -c:a s302m -sample_fmt s32 -strict -2 -f mpegts
}

# Six channels, each with a tone of its own.
ffmpeg -nostdin -v error -y -fflags +bitexact -f lavfi -i "aevalsrc=exprs=0.2*sin(2*PI*400*t)|0.2*sin(2*PI*600*t)|0.2*sin(2*PI*800*t)|0.2*sin(2*PI*80*t)|0.2*sin(2*PI*1000*t)|0.2*sin(2*PI*1200*t):c=5.1:s=48000" \
  -flags +bitexact -t 0.5 -c:a ac3 -b:a 448k -f ac3 surround.ac3
# Noise: perceptual noise substitution, in mono and in stereo.
ffmpeg -nostdin -v error -y -fflags +bitexact -f lavfi -i "anoisesrc=r=48000:a=0.1:seed=1" \
  -flags +bitexact -t 0.5 -c:a aac -b:a 32k -f adts pns-mono.aac
