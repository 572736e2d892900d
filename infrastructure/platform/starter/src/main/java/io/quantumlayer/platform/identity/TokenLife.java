package io.quantumlayer.platform.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** From when to when a token counts; the clocks of two machines may be half a minute apart. */
final class TokenLife {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private TokenLife() {}

    /** Claims of a token that is issued now. */
    static JWTClaimsSet.Builder of(Duration life, Clock clock) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder().issueTime(Date.from(now)).expirationTime(Date.from(now.plus(life)));
    }

    /** Whether a token has an end that is still to come. */
    static boolean lasts(JWTClaimsSet claims, Clock clock) {
        Date end = claims.getExpirationTime();
        return end != null && clock.instant().isBefore(end.toInstant().plus(CLOCK_SKEW));
    }
}
