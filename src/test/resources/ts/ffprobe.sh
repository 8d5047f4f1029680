#!/bin/sh
# Writes the packets that ffprobe (made with 5.1) finds in each transport stream beside it, one line
# per packet: PID, PTS, K for a key frame. FfprobeTest compares our access units with them.
set -eu
cd "$(dirname "$0")"

for file in *.ts; do
  ffprobe -v error -show_entries stream=index,id:packet=stream_index,pts,flags \
    -of compact=nokey=1 "$file" |
    awk -F'|' '
      $1 == "packet" { ++count; stream[count] = $2; pts[count] = $3; key[count] = substr($4, 1, 1) }
      $1 == "stream" { pid[$2] = $3 }
      END { for (i = 1; i <= count; i++) print pid[stream[i]], pts[i], key[i] }
    ' >"${file%.ts}.ffprobe.txt"
done
