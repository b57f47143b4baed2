package dev.crashproof.checker;

/**
 * The activity that a key names.
 *
 * @param activity the activity
 * @param suffix what follows its id in the key
 */
record Owner(Scheduled activity, String suffix) {}
