package dev.sluice.app.probe;

import java.util.List;

/**
 * What was found of an H.264 track.
 *
 * @param sizes width and height of each parameter set in force, in order, such as 1280x720
 * @param profileLevelId 24 bits of the last one, 0 where none came
 * @param framesPerSecond measured by the stamps
 * @param idrPictures count
 * @param recoveryPoints count of pictures with one
 * @param shortestGop pictures from one key picture to the next; 0 where there were not two
 * @param longestGop the same; counts the pictures behind the last key picture too
 * @param reorderedPictures pictures shown before one that came earlier (B-frames)
 * @param reorderedReferences those of them that other pictures refer to
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
