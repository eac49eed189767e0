package io.tapewire.subscriber.faults;

import io.tapewire.schemas.TapewireException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which faults a {@link FaultInjector} makes. Immutable; made from a text of settings {@code
 * name=value}, separated by commas, each of them optional:
 *
 * <ul>
 *   <li>{@code loss=P}: the chance that a frame is lost, 0 to 1.
 *   <li>{@code burst=N}: how many frames in a row a loss takes; 1 unless said.
 *   <li>{@code duplicate=P}: the chance that a frame is passed twice.
 *   <li>{@code reorder=P}: the chance that a frame is held until 1 to {@value #REORDER_WINDOW}
 *       later ones have arrived.
 *   <li>{@code corrupt=P}: the chance that a frame has 1 to {@value Corruption#MAX_DAMAGE} bytes in
 *       a row changed, or its end cut off.
 *   <li>{@code delay=SPAN}: every frame is held so long.
 *   <li>{@code stall=SPAN/SPAN}: at the end of every second span nothing is passed for the first
 *       span; what arrived meanwhile follows at once.
 *   <li>{@code seed=N}: of the dice; 1 unless said. Every kind has its own, so that adding one
 *       changes none of the others, and so has every line.
 * </ul>
 *
 * <p>A span is a number with a unit: {@code us}, {@code ms}, {@code s}, or {@code f} for frames
 * that arrive. In frames the faults depend on the seed and on the sequence of frames alone; in time
 * they depend on the clock as well.
 */
public final class Faults {
    /** How many later frames a reordered one may wait for, at most. */
    public static final int REORDER_WINDOW = 16;

    /** The longest delay or stall in frames. */
    public static final int MAX_SPAN_FRAMES = HeldFrames.MAX_FRAMES / 2;

    private static final Set<String> NAMES =
            Set.of("loss", "burst", "duplicate", "reorder", "corrupt", "delay", "stall", "seed");
    private static final Pattern CHANCE = Pattern.compile("\\d*\\.?\\d+([eE]-?\\d{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final int MAX_BURST = 1_000_000;

    /** None. */
    public static final Faults NONE = new Faults("none", Map.of());

    private final String text;
    private final double loss;
    private final int burst;
    private final double duplicate;
    private final double reorder;
    private final double corrupt;
    private final Span delay;
    private final Span stall;
    private final Span stallPeriod;
    private final long seed;

    private Faults(String text, Map<String, String> values) {
        this.text = text;
        loss = chance(values, "loss");
        burst = (int) whole(values, "burst", 1, MAX_BURST);
        duplicate = chance(values, "duplicate");
        reorder = chance(values, "reorder");
        corrupt = chance(values, "corrupt");
        delay = bounded("delay", Span.parse("delay", values.getOrDefault("delay", "0f")));
        String[] stallParts = values.getOrDefault("stall", "0f/1f").split("/", -1);
        require(
                stallParts.length == 2,
                "The fault \"stall=%s\" does not say how long and how often: give both, such as"
                        + " 500ms/10s or 500f/10000f.",
                values.get("stall"));
        stall = bounded("stall", Span.parse("stall", stallParts[0]));
        stallPeriod = Span.parse("stall", stallParts[1]);
        require(
                stall.inFrames() == stallPeriod.inFrames() && stall.length() < stallPeriod.length(),
                "The fault \"stall=%s\" is none: the first span must be shorter than the second,"
                        + " both in time or both in frames.",
                values.get("stall"));
        seed = whole(values, "seed", Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private Faults(Faults other, long seed) {
        text = other.text;
        loss = other.loss;
        burst = other.burst;
        duplicate = other.duplicate;
        reorder = other.reorder;
        corrupt = other.corrupt;
        delay = other.delay;
        stall = other.stall;
        stallPeriod = other.stallPeriod;
        this.seed = seed;
    }

    /**
     * @param text settings as above; {@code none} for none
     * @throws TapewireException naming the first that is wrong
     */
    public static Faults parse(String text) {
        if (text.equals(NONE.text)) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : text.split(",", -1)) {
            int equals = setting.indexOf('=');
            String name = equals < 0 ? setting : setting.substring(0, equals);
            require(
                    equals > 0 && NAMES.contains(name),
                    "The fault \"%s\" is none: use loss=0.01, burst=3, duplicate=0.001,"
                            + " reorder=0.05, corrupt=0.001, delay=2ms, stall=500ms/10s or seed=7,"
                            + " separated by commas.",
                    setting);
            require(
                    values.put(name, setting.substring(equals + 1)) == null,
                    "The faults \"%s\" say %s twice: say it once.",
                    text,
                    name);
        }
        return new Faults(text, values);
    }

    private static double chance(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "0");
        double chance = CHANCE.matcher(value).matches() ? Double.parseDouble(value) : -1;
        require(
                chance >= 0 && chance <= 1,
                "The fault \"%s=%s\" is no chance: give a number from 0 to 1, such as %s=0.01.",
                name,
                value,
                name);
        return chance;
    }

    private static long whole(Map<String, String> values, String name, long least, long most) {
        String value = values.getOrDefault(name, "1");
        long number = WHOLE.matcher(value).matches() ? Long.parseLong(value) : Long.MIN_VALUE;
        require(
                number != Long.MIN_VALUE && number >= least && number <= most,
                "The fault setting \"%s=%s\" is no number to use: give a whole one%s.",
                name,
                value,
                most == Long.MAX_VALUE
                        ? " of 18 digits at most"
                        : " from " + least + " to " + most);
        return number;
    }

    private static Span bounded(String name, Span span) {
        require(
                !span.inFrames() || span.length() <= MAX_SPAN_FRAMES,
                "The fault %s of %d frames is more than are held: give %d frames at most.",
                name,
                span.length(),
                MAX_SPAN_FRAMES);
        return span;
    }

    private static void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            throw new TapewireException(sentence.formatted(values));
        }
    }

    /**
     * The same with dice of their own for one of several lines, made of the seed and the line: were
     * they the same, lines would lose the same frames.
     *
     * @param line counted from 0, whose dice are the seed's
     */
    public Faults ofLine(int line) {
        return line == 0 ? this : new Faults(this, seed + line * 0xD1B54A32D192ED03L);
    }

    /** Whether every frame passes as it arrives. */
    public boolean isNone() {
        return loss == 0 && duplicate == 0 && corrupt == 0 && !holds();
    }

    /** Whether frames may have to be held. */
    boolean holds() {
        return reorder > 0 || delay.length() > 0 || stall.length() > 0;
    }

    double loss() {
        return loss;
    }

    int burst() {
        return burst;
    }

    double duplicate() {
        return duplicate;
    }

    double reorder() {
        return reorder;
    }

    double corrupt() {
        return corrupt;
    }

    Span delay() {
        return delay;
    }

    Span stall() {
        return stall;
    }

    Span stallPeriod() {
        return stallPeriod;
    }

    long seed() {
        return seed;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
