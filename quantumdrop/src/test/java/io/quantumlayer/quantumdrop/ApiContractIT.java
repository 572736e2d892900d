package io.quantumlayer.quantumdrop;

import io.quantumlayer.testsupport.ApiContract;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@QuantumDropIntegrationTest
class ApiContractIT {

    @LocalServerPort
    private int port;

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("quantumdrop", port);
    }
}
