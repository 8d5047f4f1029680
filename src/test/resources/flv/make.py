"""Makes the FLV streams of the tests with PyAV 18.1 (FFmpeg 8): one second each, one for each trait."""

import fractions
import pathlib

import av
import numpy

HERE = pathlib.Path(__file__).parent
RATE = 48000
PICTURES = 30


def make(name, video, sounds, options):
    container = av.open(str(HERE / name), "w", format="flv")
    pictures = container.add_stream(video, rate=PICTURES)
    pictures.width, pictures.height, pictures.pix_fmt = 160, 120, "yuv420p"
    pictures.options = options
    tracks = []
    for coding in sounds:
        track = container.add_stream(coding, rate=RATE)
        track.layout = "stereo"
        track.bit_rate = 32000
        tracks.append((track, [0]))
    for number in range(PICTURES):
        image = numpy.full((120, 160, 3), number * 8, dtype=numpy.uint8)
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts, frame.time_base = number, fractions.Fraction(1, PICTURES)
        container.mux(pictures.encode(frame))
        for index, (track, at) in enumerate(tracks):
            while at[0] < (number + 1) * RATE // PICTURES:
                container.mux(track.encode(tone(at[0], track.frame_size or 960, 440 * (index + 1))))
                at[0] += track.frame_size or 960
    for track in [pictures] + [track for track, _ in tracks]:
        container.mux(track.encode(None))
    container.close()


def as_transport_stream(name):
    source = av.open(str(HERE / f"{name}.flv"))
    target = av.open(str(HERE / f"{name}.ts"), "w", format="mpegts", options={"pes_payload_size": "0"})
    tracks = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
    for packet in source.demux():
        if packet.dts is not None:
            packet.stream = tracks[packet.stream.index]
            target.mux(packet)
    target.close()


def tone(at, samples, hertz):
    wave = numpy.sin(numpy.arange(at, at + samples) * 2 * numpy.pi * hertz / RATE) / 4
    both = numpy.stack([wave, wave], 1).reshape(1, -1).astype(numpy.float32)
    frame = av.AudioFrame.from_ndarray(both, format="flt", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, at, fractions.Fraction(1, RATE)
    return frame


FAST = {"bf": "0", "g": "15", "preset": "ultrafast", "tune": "zerolatency", "crf": "40"}
ORDER = {"bf": "2", "g": "15", "preset": "ultrafast", "crf": "40", "x264-params": "b-adapt=0"}
QUIET = {"g": "15", "preset": "ultrafast", "crf": "40", "x265-params": "log-level=none:bframes=0"}

make("h264-opus.flv", "libx264", ["libopus"], FAST)
make("h264-aac.flv", "libx264", ["aac"], ORDER)
make("h264-two-opus.flv", "libx264", ["libopus", "libopus"], FAST)
make("h265-aac.flv", "libx265", ["aac"], QUIET)
make("vp9-mp3.flv", "libvpx-vp9", ["libmp3lame"], {"g": "15"})
as_transport_stream("h264-opus")
