package carillon.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The processes that served one data folder, one after another. For one thread. */
final class Lives {
    private record Life(Instant began, boolean orderly) {}

    private final List<Life> lives = new ArrayList<>();

    void begin() {
        lives.add(new Life(Instant.now(), false));
    }

    /** The last one was asked to end instead of killed. */
    void endedOrderly() {
        lives.set(lives.size() - 1, new Life(lives.getLast().began(), true));
    }

    int count() {
        return lives.size();
    }

    /** Which process recorded a fact, from 0. */
    int of(JsonNode fact) {
        Instant at = Instant.parse(fact.path("at").asString());
        int life = lives.size() - 1;
        while (life > 0 && at.isBefore(lives.get(life).began())) life--;
        return life;
    }

    boolean wasOrderly(int life) {
        return lives.get(life).orderly();
    }
}
