"""Publishes a transport stream over RTMP with PyAV, in real time and again and again, without transcoding.

    publish.py FILE SECONDS URL

SECONDS is the length of the file. Opus is sent by FourCC (enhanced RTMP).
"""

import sys
import time

import av


def main(file, seconds, url):
    output = av.open(url, "w", format="flv")
    tracks = {}
    with av.open(file) as source:
        for stream in source.streams:
            tracks[stream.index] = output.add_stream_from_template(stream)
    begin = time.monotonic()
    number = 0
    while True:
        with av.open(file) as source:
            first = None
            for packet in source.demux():
                if packet.dts is None:
                    continue
                at = float(packet.dts * packet.time_base)
                first = at if first is None else first
                moved = number * seconds - first
                time.sleep(max(0, begin + at + moved - time.monotonic()))
                ticks = round(moved / packet.time_base)
                packet.pts += ticks
                packet.dts += ticks
                packet.stream = tracks[packet.stream.index]
                output.mux(packet)
        number += 1


main(sys.argv[1], float(sys.argv[2]), sys.argv[3])
