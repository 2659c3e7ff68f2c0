# Counts what `ctest -V` printed: "passed failed skipped". A cmocka program counts once for each of its
# cases, any other program once; a program that failed without a failed case (a crash) counts as one failure.
/^[0-9]+: \[ +OK \]/ { id = $1; ok[id]++; passed++; next }
/^[0-9]+: \[ +(FAILED|SKIPPED) +\] / && !/test\(s\)/ {
  id = $1
  verdict = /FAILED/ ? "failed" : "skipped"
  name = $0
  sub(/^[^]]*\] /, "", name)
  if (!seen[id, verdict, name]++) {
    cases[id]++
    if (verdict == "failed") { failed++; bad[id]++ } else skipped++
  }
  next
}
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
  match($0, /#[0-9]+:/)
  id = substr($0, RSTART + 1, RLENGTH - 1)
  if (/\*\*\*Skipped/) skipped++
  else if (/ Passed /) { if (!ok[id] && !cases[id]) passed++ }
  else if (!bad[id]) failed++
}
/No tests were found/ { failed++ }
END { print passed + 0, failed + 0, skipped + 0 }
