package io.tapewire.subscriber.faults;

import java.util.SplittableRandom;

/**
 * Decides what each frame is to meet, until the next is cast. Every die is cast for every frame,
 * and each kind has its own, so that no kind of fault changes another.
 */
final class FaultDice {
    private final Faults faults;
    private final SplittableRandom loss;
    private final SplittableRandom duplicate;
    private final SplittableRandom reorder;
    private final SplittableRandom corrupt;
    private final SplittableRandom damage;
    private int burstLeft;
    private boolean lost;
    private boolean doubled;
    private boolean damaged;
    private int waitFrames;

    FaultDice(Faults faults) {
        this.faults = faults;
        SplittableRandom root = new SplittableRandom(faults.seed());
        loss = root.split();
        duplicate = root.split();
        reorder = root.split();
        corrupt = root.split();
        damage = root.split();
    }

    void cast() {
        damaged = isHit(corrupt, faults.corrupt());
        boolean twice = isHit(duplicate, faults.duplicate());
        boolean reordered = isHit(reorder, faults.reorder());
        int window = reorder.nextInt(Faults.REORDER_WINDOW);
        if (isHit(loss, faults.loss()) && burstLeft == 0) {
            burstLeft = faults.burst();
        }
        lost = burstLeft > 0;
        burstLeft -= lost ? 1 : 0;
        damaged &= !lost;
        doubled = twice && !lost;
        waitFrames = reordered ? 1 + window : 0;
    }

    private static boolean isHit(SplittableRandom die, double chance) {
        return die.nextDouble() < chance;
    }

    boolean lost() {
        return lost;
    }

    /** Never where lost. */
    boolean doubled() {
        return doubled;
    }

    /** Never where lost. */
    boolean damaged() {
        return damaged;
    }

    /** How many later frames it is to let go first; 0 unless it is reordered. */
    int waitFrames() {
        return waitFrames;
    }

    /** Says how a damaged frame is damaged. */
    SplittableRandom damage() {
        return damage;
    }
}
