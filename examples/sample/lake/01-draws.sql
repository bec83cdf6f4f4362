-- Chance without a clock and without random(): a draw is a function of the seed, a number and a purpose, so every
-- machine, thread count and DuckDB version draws the same. Integers only, since ln() and pow() differ between systems.

-- Two multiply-and-xorshift rounds over 32 bits; both factors are below 2^31, so a product fits a BIGINT.
CREATE MACRO mix_a(x) AS xor(x, x >> 16);
CREATE MACRO mix_b(x) AS xor((x * 569420461) & 4294967295, ((x * 569420461) & 4294967295) >> 15);
CREATE MACRO mix_c(x) AS xor((x * 1935289751) & 4294967295, ((x * 1935289751) & 4294967295) >> 15);
CREATE MACRO mix(x) AS mix_c(mix_b(mix_a(x)));
CREATE MACRO salt(words) AS CAST(md5_number_lower(words) & 4294967295 AS BIGINT);

-- roll: 0 … sides − 1, equally likely. Numbers of one purpose must be below 2^32.
CREATE MACRO roll(n, purpose, sides) AS
  (mix(xor(n, salt(getvariable('seed') || ' ' || purpose))) * sides) >> 32;

-- fixed_roll: the same for every seed, for what the shop is (products, staff) rather than what happens to it.
CREATE MACRO fixed_roll(n, purpose, sides) AS (mix(xor(n, salt(purpose))) * sides) >> 32;

-- tail: 0 … most, mostly small, rarely large.
CREATE MACRO tail(n, purpose, most) AS
  most * roll(n, purpose, 1000) * roll(n, purpose, 1000) * roll(n, purpose, 1000) // 1000000000;

-- spin: one member of a list in which likelier members are repeated.
CREATE MACRO spin(slots, n, purpose) AS slots[1 + roll(n, purpose, len(slots))];
