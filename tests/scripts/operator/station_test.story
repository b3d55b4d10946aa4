# A station test: as loud as ever and flagged; a fire is no test unless named; ends by itself
house: standard

0:00      the station begins a station test for 2 h from the station as s1
          -> report test.begun: (station), by station from the station
          -> answer to s1 ok
0:10      Safe trips
          -> report alarm.intrusion: house, Safe, intruder_24h, test
          -> shows siren steady, strobe, sounder steady, lamps alarm
0:20      Safe rests
          -> report restore.intrusion: house, Safe, test
          -> shows siren steady, strobe, sounder steady, lamps ready alarm
0:30      Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
0:40      Smoke rests
          -> report restore.fire: house, Smoke
          -> shows siren steady, strobe, sounder steady, lamps ready alarm
3:10      time passes
          -> shows sounder trouble, lamps ready alarm
2:00:00   time passes
          -> report test.ended: time_up, (station), by station
