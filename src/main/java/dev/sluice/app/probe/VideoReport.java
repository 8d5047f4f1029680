package dev.sluice.app.probe;

import java.util.List;

/**
 * Findings on an H.264 track.
 *
 * @param sizes successive picture sizes, such as 1280x720
 * @param profileLevelId 24 bits of the last SPS, 0 if there was none
 * @param framesPerSecond measured by time stamps
 * @param idrPictures count of IDR pictures
 * @param recoveryPoints count of pictures with a recovery point
 * @param shortestGop pictures from one key picture to the next; 0 if there were fewer than two
 * @param longestGop the same; includes the pictures after the last key picture
 * @param reorderedPictures pictures presented before an earlier one in decoding order (B-frames)
 * @param reorderedReferences reordered pictures that are references
 */
record VideoReport(
    List<String> sizes,
    int profileLevelId,
    double framesPerSecond,
    long idrPictures,
    long recoveryPoints,
    long shortestGop,
    long longestGop,
    long reorderedPictures,
    long reorderedReferences) {}
