package io.quantumlayer.quantumdrop.diff;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DiffController {

    private final DropComparison comparison;

    DiffController(DropComparison comparison) {
        this.comparison = comparison;
    }

    @GetMapping("/api/v1/drops/{id}/diff/{other}")
    DropDiff diff(@PathVariable String id, @PathVariable String other) {
        return comparison.compare(id, other);
    }
}
